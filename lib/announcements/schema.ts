import { z } from "zod";
import { marketField } from "@/lib/auth/schema";
import { policy } from "@/lib/config/policy";
import { type LanguageId, languageIds } from "@/lib/core/language";

export const audienceRoles = ["anyone", "consumer", "tutor"] as const;
/** By sessions that they booked, or that were booked with them. */
export const activities = ["anyone", "booked_lately", "booked_before", "never_booked", "new"] as const;

/** Whom an announcement is for. */
export interface Segment {
  role: (typeof audienceRoles)[number];
  market_id: "any" | z.output<typeof marketField>;
  activity: (typeof activities)[number];
}

/** Why somebody of the segment gets none. */
export const leftOutReasons = ["unsubscribed", "unverified", "complained", "undeliverable", "deleted"] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export const announcementStatuses = ["draft", "sending", "paused", "canceled", "sent"] as const;
export type AnnouncementStatus = (typeof announcementStatuses)[number];

/** One mail to many. What it says is fixed from the moment at which sending begins. */
export interface AnnouncementDocument {
  _id: string;
  subject: string;
  /** Plain text: paragraphs, lines and links (lib/core/written-text.ts). */
  body: string;
  /** In which it is written; what stands around it speaks it too. */
  language: LanguageId;
  segment: Segment;
  status: AnnouncementStatus;
  /** Counts the changes of the draft: what was counted, previewed and confirmed is one of them. */
  revision: number;
  /** The last revision that an admin sent to themselves. */
  sampled_revision: number | null;
  created_by: string;
  started_by: string | null;
  started_at: Date | null;
  ended_at: Date | null;
  /** The last person who was written down; the next some come after. "" before the first. */
  cursor: string;
  /** When everybody was written down, and sending began. */
  expanded_at: Date | null;
  /** Counted up by each resuming, so that what was under way before it is over. */
  leg: number;
  /** How many people were said to get it when it was confirmed. */
  people: number;
  counts: AnnouncementCounts;
  /** Rendered once; in each mail the link of its reader stands in place of `token_place`. */
  mail: AnnouncementMail | null;
  /** What is being handed to Resend, written down before the call: a second try is the very same. */
  batch: Batch | null;
  /** How many were settled. */
  batches: number;
  created_at: Date;
  updated_at: Date;
}

export interface AnnouncementMail {
  subject: string;
  html: string;
  text: string;
  from: string;
  reply_to: string;
}

export interface Batch {
  /** Resend's idempotency key. */
  key: string;
  recipients: { user_id: string; to: string }[];
  /** How often a worker began to hand it over; counted before the call. */
  tries: number;
  /** Since when it may have been taken, though nothing was heard; absent before the first try. */
  maybe_since?: Date;
}

export interface AnnouncementCounts {
  /** Of the segment, as far as they are written down. */
  total: number;
  sent: number;
  /** By Resend, for what the address is. */
  refused: number;
  /** Handed over without an answer, and not again: they may have it. */
  uncertain: number;
  left_out: Record<LeftOutReason, number>;
}

/** `pending` → one of the others, once. */
export type DeliveryState = "pending" | "sent" | "refused" | "uncertain" | "left_out";

/** That one person gets one announcement. */
export interface AnnouncementDelivery {
  /** "ann_…:user_…": the database refuses a second one. */
  _id: string;
  announcement_id: string;
  user_id: string;
  state: DeliveryState;
  /** The person sleeps until then. */
  not_before: Date;
  reason: LeftOutReason | string | null;
  provider_id: string | null;
  updated_at: Date;
}

const { announcement_subject_max_characters: subject_max, announcement_body_max_characters: body_max } = policy;
/** Marks that turn the rest of a line around. */
const turning = "\\u202a-\\u202e\\u2066-\\u2069";

const segmentField = z.strictObject({
  role: z.enum(audienceRoles, "Choose whom it is for."),
  market_id: z.union([z.literal("any"), marketField], "Choose a region, or all."),
  activity: z.enum(activities, "Choose how active they are."),
});

/** A draft may be empty; what is sent may not. */
const fields = {
  subject: z
    .string()
    .trim()
    .max(subject_max, `Use at most ${subject_max} characters: inboxes show no more.`)
    .regex(new RegExp(`^[^\\p{Cc}${turning}]*$`, "u"), "Leave out line breaks and invisible signs."),
  body: z
    .string()
    .max(body_max, `Use at most ${body_max.toLocaleString("en-US")} characters, and link to a page for the rest.`)
    .regex(new RegExp(`^(?:[\\t\\r\\n]|[^\\p{Cc}${turning}])*$`, "u"), "Leave out invisible signs."),
  language: z.enum(languageIds, "Choose one of the languages."),
  segment: segmentField,
};

/** PATCH /api/admin/announcements/{id} → AnnouncementView. `revision` is the one that was changed: nobody writes over another's words. */
export const changeDraftSchema = z.strictObject({ revision: z.int().min(0), ...z.strictObject(fields).partial().shape });
export type DraftChange = Omit<z.output<typeof changeDraftSchema>, "revision">;

/** GET /api/admin/announcements/audience?role=…&market_id=…&activity=… → Audience. */
export const audienceQuery = segmentField;

/** POST /api/admin/announcements/{id}/send: the revision and the number that the confirmation named. */
export const sendSchema = z.strictObject({ revision: z.int().min(0), people: z.int().min(1, "Nobody is left to send it to.") });
export const sampleSchema = z.strictObject({ revision: z.int().min(0) });

export const announcementParams = z.strictObject({ announcement_id: z.string().regex(/^ann_[0-9a-z]{24}$/) });
export const unsubscribeParams = z.strictObject({ token: z.string().regex(/^user_[0-9a-z]{10,40}\.[\w-]{43}$/) });

export const everybody: Segment = { role: "anyone", market_id: "any", activity: "anyone" };
export const noneLeftOut: AnnouncementCounts["left_out"] = { unsubscribed: 0, unverified: 0, complained: 0, undeliverable: 0, deleted: 0 };
