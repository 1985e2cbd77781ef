import { categories, type CategoryId } from "@/lib/tutors/catalogue";

/** As the server allows (lib/tutors/profile-schema.ts). */
export const most = { categories: 3, subjects: 12, languages: 10 } as const;

/** The list with the one taken out if it is in it, else put at its end. */
export function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
}

/** A category that is taken out takes its subjects along; one that another chosen category has too stays. */
export function toggledCategory(chosen: { categories: readonly CategoryId[]; subjects: readonly string[] }, category: CategoryId): { categories: CategoryId[]; subjects: string[] } {
  const left = toggled(chosen.categories, category);
  const known = new Set(subjectsOf(left));
  return { categories: left, subjects: chosen.subjects.filter((subject) => known.has(subject)) };
}

export function subjectsOf(chosen: readonly CategoryId[]): string[] {
  return [...new Set<string>(chosen.flatMap((id) => categories[id].subjects))];
}

/** The subjects with a word that begins like the search, in the order of the catalogue; what is chosen is always shown. */
export function shownSubjects(chosen: { categories: readonly CategoryId[]; subjects: readonly string[] }, search: string): string[] {
  const wanted = search.trim().toLowerCase();
  const matches = (subject: string) => ` ${subject.toLowerCase().replaceAll(/[/-]/g, " ")}`.includes(` ${wanted}`) || subject.toLowerCase().startsWith(wanted);
  return subjectsOf(chosen.categories).filter((subject) => chosen.subjects.includes(subject) || matches(subject));
}

const usual = ["English", "Spanish", "Hindi", "French", "German", "Portuguese", "Mandarin", "Arabic"];

/** Languages to choose from with one press: those of the browser, the usual ones, and what was added to them. */
export function languageChoices(chosen: readonly string[], browser: readonly string[]): string[] {
  return [...new Set([...browser.flatMap((tag) => languageName(tag) ?? []), ...usual, ...chosen])];
}

/** "Portuguese" from "pt-BR"; null for what is no language. */
function languageName(tag: string): string | null {
  const [code = ""] = tag.split("-");
  if (!/^[a-z]{2,3}$/i.test(code)) return null;
  // English names Chinese by its script; a coach speaks one of its languages.
  if (code === "zh") return "Mandarin";
  return new Intl.DisplayNames("en", { type: "language", fallback: "none" }).of(code) ?? null;
}

/** The languages with a typed one added: tidied, and never twice, however it is written. */
export function withLanguage(chosen: readonly string[], typed: string): string[] {
  const name = typed.trim().replaceAll(/\s+/g, " ");
  const isThere = chosen.some((each) => each.toLowerCase() === name.toLowerCase());
  return name === "" || isThere ? [...chosen] : [...chosen, name.charAt(0).toUpperCase() + name.slice(1)];
}
