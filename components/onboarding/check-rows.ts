import { cancellationPresets } from "@/lib/config/policy";
import { formatMoney } from "@/lib/core/money";
import { categories, levels, modalities } from "@/lib/tutors/catalogue";
import type { OwnProfile } from "@/lib/tutors/own-view";
import type { OnboardingStep, ProfilePart } from "@/lib/tutors/rules";
import type { Offer } from "@/lib/tutors/schema";
import { count, minuteWords, presetNames } from "./policy-words";
import type { ProfileValues } from "./profile-values";

export interface CheckRow {
  label: string;
  /** "" where there is nothing. */
  value: string;
  /** What is missing here, in a sentence. */
  missing?: string | undefined;
}

/** Everything of the profile as a list, step by step, with what is missing where it belongs. */
export function checkRows(values: ProfileValues, profile: OwnProfile): { step: Exclude<OnboardingStep, "check">; rows: CheckRow[] }[] {
  const missing = (part: ProfilePart) => profile.missing.find((each) => each.part === part)?.sentence;
  const money = (amount: number) => formatMoney({ amount, currency: profile.market.currency }, { short: true });
  const offer = ({ duration_minutes, price }: Offer) => `${money(price)} for ${duration_minutes} minutes`;
  return [
    {
      step: "about",
      rows: [
        { label: "Name", value: values.name },
        { label: "Headline", value: values.headline, missing: missing("headline") },
        { label: "About you", value: values.bio, missing: missing("bio") },
        { label: "Credentials", value: values.credentials_line },
      ],
    },
    {
      step: "teaching",
      rows: [
        { label: "Categories", value: values.categories.map((id) => categories[id].label).join(", "), missing: missing("category") },
        { label: "Subjects", value: values.subjects.join(", "), missing: missing("subject") },
        { label: "Languages", value: values.languages.join(", ") },
        { label: "Levels", value: values.levels.map((id) => levels[id]).join(", ") },
        { label: "Where", value: [modalities[values.modality], values.modality === "online" ? "" : values.place].filter(Boolean).join(": "), missing: missing("place") },
      ],
    },
    {
      step: "price",
      rows: [
        { label: "Price", value: values.offers.map(offer).join(", "), missing: missing("price") },
        { label: "First session", value: values.trial ? offer(values.trial) : values.offers.length > 0 ? "As any other" : "" },
      ],
    },
    { step: "hours", rows: [{ label: "Open", value: profile.weekly_minutes > 0 ? `${minuteTotal(profile.weekly_minutes)} a week` : "", missing: missing("weekly_hours") }] },
    {
      step: "policy",
      rows: [
        { label: "Cancellation", value: `${presetNames[values.cancellation_preset]}: free until ${cancellationPresets[values.cancellation_preset][0].hours_before} hours before`, missing: missing("cancellation_preset") },
        { label: "Break and notice", value: `${minuteWords(values.gap_minutes)} after a session, ${minuteWords(values.notice_minutes)} before it` },
        { label: "Booked ahead", value: `Up to ${count(values.horizon_days, "day")}` },
      ],
    },
    {
      step: "pictures",
      rows: [
        { label: "Photo", value: profile.portrait_url ? "There" : "", missing: missing("photo") },
        { label: "Portfolio", value: profile.portfolio.length > 0 ? count(profile.portfolio.length, "picture") : "" },
        { label: "Documents", value: profile.documents.map(({ filename }) => filename).join(", ") },
      ],
    },
  ];
}

/** "12 hours", "3 hours 30 minutes". */
function minuteTotal(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && count(hours, "hour"), rest > 0 && count(rest, "minute")].filter(Boolean).join(" ");
}
