import type { OwnProfile } from "@/lib/tutors/own-view";
import type { Offer } from "@/lib/tutors/schema";

type PlainField =
  | "name" | "headline" | "bio" | "categories" | "subjects" | "levels" | "languages" | "modality" | "default_duration_minutes"
  | "cancellation_preset" | "gap_minutes" | "notice_minutes" | "horizon_days" | "slot_step_minutes";

/** What a coach fills in here, as the fields hold it: an empty text is "", never null. */
export interface ProfileValues extends Pick<OwnProfile, PlainField> {
  credentials_line: string;
  place: string;
  offers: Offer[];
  trial: Offer | null;
}

export type ProfileField = keyof ProfileValues;

/** The profile as the coach wants it: what waits for agreement stands in the place of what is up. */
export function valuesOf(profile: OwnProfile): ProfileValues {
  const wanted = { ...profile, ...profile.proposal };
  return {
    name: wanted.name,
    headline: wanted.headline,
    bio: wanted.bio,
    credentials_line: wanted.credentials_line ?? "",
    categories: wanted.categories,
    subjects: wanted.subjects,
    levels: wanted.levels,
    languages: wanted.languages,
    modality: wanted.modality,
    place: wanted.place ?? "",
    offers: wanted.offers.map(bare),
    default_duration_minutes: wanted.default_duration_minutes,
    trial: wanted.trial && bare(wanted.trial),
    cancellation_preset: wanted.cancellation_preset,
    gap_minutes: wanted.gap_minutes,
    notice_minutes: wanted.notice_minutes,
    horizon_days: wanted.horizon_days,
    slot_step_minutes: wanted.slot_step_minutes,
  };
}

/** What one request holds. Fields that the server judges together travel together; any other fault blocks nothing but itself. */
export function groupOf(field: ProfileField): string {
  return groups.find((group) => (group as readonly string[]).includes(field))?.[0] ?? field;
}

const groups = [
  ["categories", "subjects"],
  ["modality", "place"],
  ["offers", "default_duration_minutes", "trial"],
] as const satisfies readonly (readonly ProfileField[])[];

/** The same but for spaces at the ends of a text: the server takes them off, and whoever is still typing wants them. */
export function isSameValue(a: unknown, b: unknown): boolean {
  const comparable = (value: unknown) => (typeof value === "string" ? value.replaceAll("\r\n", "\n").trim() : JSON.stringify(value));
  return comparable(a) === comparable(b);
}

/** The server's sentences by field; a price is named by its length, since places in a list move. */
export function errorsByField(fields: Record<string, string>, sent: Partial<ProfileValues>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([field, sentence]) => [nameOf(field, sent), sentence]));
}

function nameOf(field: string, { offers }: Partial<ProfileValues>): string {
  const [root = field, index] = field.split(".");
  if (root !== "offers" || index === undefined) return root;
  const offer = offers?.[Number(index)];
  return offer ? `offers.${offer.duration_minutes}` : "offers";
}

function bare({ duration_minutes, price }: Offer): Offer {
  return { duration_minutes, price };
}
