import { categories } from "@/lib/tutors/catalogue";
import type { OwnProfile } from "@/lib/tutors/own-view";
import { reviewedFields, type ReviewedField } from "@/lib/tutors/proposal";

export const reviewedLabels: Record<ReviewedField, string> = { name: "Name", credentials_line: "Credentials", categories: "Categories", subjects: "Subjects" };

/** What waits for agreement beside what clients see, in words. */
export function proposed(profile: OwnProfile): { field: ReviewedField; now: string; wanted: string }[] {
  const { proposal } = profile;
  if (!proposal) return [];
  return reviewedFields
    .filter((field) => field in proposal)
    .map((field) => ({ field, now: inWords(field, profile[field]), wanted: inWords(field, proposal[field] ?? null) }));
}

function inWords(field: ReviewedField, value: OwnProfile[ReviewedField]): string {
  if (value === null || value.length === 0) return "nothing";
  if (!Array.isArray(value)) return value;
  return field === "categories" ? (value as OwnProfile["categories"]).map((id) => categories[id].label).join(", ") : value.join(", ");
}
