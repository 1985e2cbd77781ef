import { z } from "zod";
import { hasChannel, isLocked } from "./rules";
import { channels, topics } from "./schema";

const day_minutes = 24 * 60;

const minuteField = z
  .number("Choose a time.")
  .int("Choose a time.")
  .min(0, "Choose a time.")
  .max(day_minutes - 1, "Choose a time.");

const switchField = z
  .strictObject({ topic: z.enum(topics, "There is no such notice."), channel: z.enum(channels, "Choose app or mail."), is_on: z.boolean("Say on or off.") })
  .refine(({ topic, channel }) => hasChannel(topic, channel), "There are no such notices.")
  .refine(({ topic, channel, is_on }) => is_on || !isLocked(topic, channel), "This cannot be turned off.");

/** PATCH /api/account/notices → NoticeSettings. What is left out stays. */
export const changeSettingsSchema = z
  .strictObject({
    switches: z
      .array(switchField)
      .min(1, "Say what shall change.")
      .max(topics.length * channels.length, "That is more than there are."),
    quiet_hours: z
      .strictObject({ start_minute: minuteField, end_minute: minuteField })
      .refine(({ start_minute, end_minute }) => start_minute !== end_minute, {
        path: ["end_minute"],
        message: "Quiet hours end at another time than they begin.",
      })
      .nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "Say what shall change.");

export type SettingsChange = z.output<typeof changeSettingsSchema>;
