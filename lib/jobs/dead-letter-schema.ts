import { z } from "zod";
import { lanes } from "@/lib/outbox/schema";

const queue = z.enum(["outbox", "inbox"]);

/** One dead letter, or all of one cause. */
export const deadLetterChoiceSchema = z.union([
  z.strictObject({ queue, id: z.string().min(1).max(100) }),
  z.strictObject({ queue, lane: z.enum(lanes), cause: z.string().max(200).nullable() }),
]);

export type DeadLetterChoice = z.output<typeof deadLetterChoiceSchema>;

export const discardSchema = z.strictObject({
  choice: deadLetterChoiceSchema,
  note: z.string().trim().min(1, "Say why, for those who ask later.").max(500),
});
