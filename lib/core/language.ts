/** The languages that mails and pages speak, by the names that their speakers give them. */
export const languages = { en: "English", es: "Español", fr: "Français", de: "Deutsch", hi: "हिन्दी", pt: "Português" } as const;
export type LanguageId = keyof typeof languages;
export const languageIds = Object.keys(languages) as LanguageId[];

export const fallbackLanguage: LanguageId = "en";

/** How Intl writes dates and money for a reader of this language. Portuguese is Brazil's: that is our market. */
export function localeOf(language: LanguageId): string {
  return locales[language];
}

/** Every language so far runs from left to right; a type error asks for the direction of one that is added. */
export function directionOf(language: LanguageId): "ltr" | "rtl" {
  return directions[language];
}

const locales: Record<LanguageId, string> = { en: "en-US", es: "es", fr: "fr", de: "de", hi: "hi-IN", pt: "pt-BR" };
const directions: Record<LanguageId, "ltr" | "rtl"> = { en: "ltr", es: "ltr", fr: "ltr", de: "ltr", hi: "ltr", pt: "ltr" };
