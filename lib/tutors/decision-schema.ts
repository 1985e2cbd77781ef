import { z } from "zod";
import { reviewReasons, type ReviewReasonId } from "./catalogue";

const note_max = 1_000;

const note = z
  .string()
  .trim()
  .max(note_max, `Use at most ${note_max} characters.`)
  .nullable()
  .optional()
  .transform((text) => text || null);
const reasons = z
  .array(z.enum(Object.keys(reviewReasons) as [ReviewReasonId], "Choose from the list."))
  .refine((ids) => new Set(ids).size === ids.length, "Each reason only once.");
/** Of the version that the admin has read: what was changed since then is not decided. */
const revision = z.int().min(0);

const agreement = { note, revision };
const objection = { reasons, note, revision };

/** A coach who is to change something has to learn what. */
const isExplained = (decision: { reasons?: ReviewReasonId[]; note: string | null }) =>
  decision.reasons === undefined || decision.note !== null || (decision.reasons.length > 0 && !decision.reasons.includes("other"));
const explain = { path: ["note"], message: "Choose a reason, or say what is to be changed." };

export const decisionSchema = z
  .discriminatedUnion("outcome", [
    z.strictObject({ outcome: z.literal("approve"), ...agreement }),
    z.strictObject({ outcome: z.literal("request_changes"), ...objection }),
    z.strictObject({ outcome: z.literal("reject"), ...objection }),
  ])
  .refine(isExplained, explain);
export type ProfileDecision = z.output<typeof decisionSchema>;

export const proposalDecisionSchema = z
  .discriminatedUnion("outcome", [z.strictObject({ outcome: z.literal("approve"), ...agreement }), z.strictObject({ outcome: z.literal("decline"), ...objection })])
  .refine(isExplained, explain);
export type ProposalDecision = z.output<typeof proposalDecisionSchema>;

export const suspensionSchema = z.strictObject({ note: z.string().trim().min(1, "Say why; the coach reads it.").max(note_max, `Use at most ${note_max} characters.`) });
export const reinstatementSchema = z.strictObject({ note });
