import { z } from "zod";
import { policy } from "@/lib/config/policy";
import { problemOutcomes } from "./schema";

const max = policy.report_max_characters;
const note = z.string().trim().max(max, `Use at most ${max} characters.`);
const optionalNote = note
  .nullable()
  .optional()
  .transform((text) => text || null);

/** Whoever says that something was not right says what. */
export const problemSchema = z.strictObject({ note: note.min(1, "Say what was not right.") });
export const answerSchema = z.strictObject({ note: note.min(1, "Say how it was from your side.") });
export const noShowSchema = z.strictObject({ note: optionalNote });

export const problemDecisionSchema = z.strictObject({
  outcome: z.enum(problemOutcomes, "Choose what it was."),
  refund_percent: z.union(
    policy.problem_refund_percents.map((percent) => z.literal(percent)),
    "Choose one of the shares.",
  ),
  note: optionalNote,
});
