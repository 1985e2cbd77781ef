import { z } from "zod";
import { cancellationPresets, policy } from "@/lib/config/policy";
import { categoryIds, levels, modalities } from "./catalogue";
import { meetingAddress } from "./meeting-address";

const [categories_max, subjects_max, languages_max] = [3, 12, 10];

const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use at most ${max} characters.`)
    .regex(/^\P{Cc}*$/u, "Leave out line breaks.");

/** "" and null both take it away. */
const lineOrNone = (max: number) => line(max).nullable().transform((text) => text || null);

const isEachOnce = (values: readonly string[]) => new Set(values.map((value) => value.toLowerCase())).size === values.length;
const once = "Each one only once.";

const minutes = (lengths: readonly number[]) => z.literal(lengths as number[], `Choose one of ${lengths.join(", ")} minutes.`);
const price = z.number("Write a price.").int("A price has no parts of a cent.").positive("A session costs something.").max(100_000_000);
const whole = z.number("Write a whole number.").int("Write a whole number.");

const offer = z.strictObject({ duration_minutes: minutes(policy.session_lengths_minutes), price });
/** A first session is for getting to know each other: never a long one. */
const trial = z.strictObject({ duration_minutes: minutes([30, 45]), price });

/**
 * What a coach sends when something of the profile changes: each field replaces that field, what is left out stays. What
 * depends on the rest of the profile or on the market is checked where both are known (change-profile.ts).
 */
export const profileSchema = z
  .strictObject({
    name: line(80).min(1, "Tell us your name.").regex(/^[^<>]*$/, "Leave out < and >."),
    headline: line(policy.headline_max_characters),
    bio: z
      .string()
      .transform((text) => text.replace(/\r\n?/g, "\n").trim())
      .pipe(
        z
          .string()
          .max(policy.bio_max_characters, `Use at most ${policy.bio_max_characters} characters.`)
          .regex(/^(?:\P{Cc}|\n)*$/u, "Leave out control characters."),
      ),
    categories: z.array(z.enum(categoryIds, "Choose from the list.")).max(categories_max, `Choose at most ${categories_max}.`).refine(isEachOnce, once),
    subjects: z.array(line(80)).max(subjects_max, `Choose at most ${subjects_max}.`).refine(isEachOnce, once),
    levels: z.array(z.enum(Object.keys(levels) as [keyof typeof levels], "Choose from the list.")).refine(isEachOnce, once),
    languages: z
      .array(z.string().trim().regex(/^\p{L}[\p{L}\p{M} ()'’-]{1,39}$/u, "Write a language by its name."))
      .max(languages_max, `Name at most ${languages_max}.`)
      .refine(isEachOnce, once),
    modality: z.enum(Object.keys(modalities) as [keyof typeof modalities], "Choose how you meet."),
    place: lineOrNone(200),
    credentials_line: lineOrNone(160),
    offers: z
      .array(offer)
      .refine((offers) => new Set(offers.map(({ duration_minutes }) => duration_minutes)).size === offers.length, "Each length has one price.")
      .transform((offers) => offers.toSorted((a, b) => a.duration_minutes - b.duration_minutes)),
    default_duration_minutes: minutes(policy.session_lengths_minutes),
    trial: trial.nullable(),
    cancellation_preset: z.enum(Object.keys(cancellationPresets) as [keyof typeof cancellationPresets], "Choose one of the three."),
    gap_minutes: whole.min(0).max(policy.gap_max_minutes, `At most ${policy.gap_max_minutes} minutes.`).multipleOf(policy.cell_minutes, `By ${policy.cell_minutes} minutes.`),
    notice_minutes: whole
      .min(policy.notice_min_minutes, "At least an hour.")
      .max(policy.notice_max_minutes, "At most two weeks.")
      .multipleOf(policy.cell_minutes, `By ${policy.cell_minutes} minutes.`),
    horizon_days: whole.min(1, "At least a day.").max(policy.horizon_max_days, `At most ${policy.horizon_max_days} days.`),
    slot_step_minutes: minutes(policy.slot_steps_minutes),
    meeting_url: z
      .string()
      .trim()
      .max(500, "Use at most 500 characters.")
      .nullable()
      .transform((text, context) => {
        if (!text) return null;
        const address = meetingAddress(text);
        if (address) return address;
        context.addIssue({ code: "custom", message: "Paste the whole https link of a room at Zoom, Google Meet, Microsoft Teams or Webex." });
        return z.NEVER;
      }),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "Say what shall change.");

export type ProfileChange = z.output<typeof profileSchema>;
