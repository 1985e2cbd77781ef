import { categories } from "./catalogue";
import type { TutorDocument } from "./schema";

/** The words by which a coach is found, folded, each once. */
export function searchTermsOf(tutor: Pick<TutorDocument, "name" | "headline" | "subjects" | "categories">): string[] {
  const labels = tutor.categories.map((id) => categories[id].label);
  return [...new Set([tutor.name, tutor.headline, ...tutor.subjects, ...labels].flatMap(foldWords))].sort();
}

/** "Élise's SAT/ACT" → ["elise", "s", "sat", "act"]: case, accents and signs make no difference. */
export function foldWords(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => letters_without_parts[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0);
}

/** Letters that people type plainly although Unicode does not take them apart. */
const letters_without_parts: Record<string, string> = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i",
};
