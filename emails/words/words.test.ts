import { describe, expect, it } from "vitest";
import { type LanguageId, languageIds } from "@/lib/core/language";
import { previewProps } from "../preview-props";
import { renderMail, templates } from "../render-mail";
import SessionReminder from "../session-reminder";
import { type en } from "./en";
import { fill, isTranslated, wordsOf } from "./words";

const translations = languageIds.filter((language) => language !== "en");
const previews = previewProps();
const translated = Object.keys(templates).filter(isTranslated) as (keyof typeof en & keyof typeof templates)[];

/** What two languages write alike. */
const alike = new Set(["Online", "{time} in {place}", "{subject}, {minutes} minutes"]);

const leaves = (language: LanguageId) => Object.entries(wordsOf(language)).flatMap(([section, words]) => Object.entries(words).map(([key, text]) => [`${section}.${key}`, text] as const));
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
/** What stands between the values, where it is long enough to be a sentence and not a comma. */
const sentences = leaves("en").flatMap(([, text]) => text.split(/\{\w+\}/)).map((part) => part.trim()).filter((part) => part.split(/\s+/).length >= 3);

function inLanguage(name: (typeof translated)[number], language: LanguageId, changes: object = {}) {
  const props = previews[name];
  return renderMail(name, { ...props, ...changes, recipient: { ...props.recipient, language } } as never);
}

it("the mails of the flows speak every language", () => {
  expect(translated.sort()).toEqual(["announcement", "booking-confirmation", "package-bought", "package-ended", "package-expiring", "password-reset", "payment-receipt", "session-canceled", "session-reminder", "session-rescheduled", "welcome"]);
});

describe.each(translations)("the words in %s", (language) => {
  it("keep every value of the English ones, and no English text", () => {
    const english = new Map(leaves("en"));
    for (const [key, text] of leaves(language)) {
      expect(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ""));
      if (!alike.has(text)) expect(text, key).not.toBe(english.get(key));
    }
  });

  it.each(translated)("%s has no English sentence left, and says in which language it is", async (name) => {
    const { subject, html, text } = await inLanguage(name, language);
    expect(html).toMatch(new RegExp(`<html[^>]* lang="${language}"`));
    expect(html).toMatch(/<html[^>]* dir="ltr"/);
    for (const sentence of sentences) for (const part of [subject, html, text]) expect(part).not.toContain(sentence);
    // An announcement's is its admin's own.
    if (name !== "announcement") expect(subject).not.toBe((await inLanguage(name, "en")).subject);
    expect(html).not.toMatch(/[{}]\w+\}|undefined/);
    expect(Buffer.byteLength(html)).toBeLessThan(100 * 1024);
  });
});

describe("dates and money", () => {
  it.each([
    ["en", "Tue, Nov 24, 7:00 – 8:00 PM New York (EST)", "$65.00"],
    ["es", "mar, 24 nov, 19:00 – 20:00 New York (GMT-5)", "65,00 US$"],
    ["fr", "mar. 24 nov., 19:00 – 20:00 New York (UTC−5)", "65,00 $US"],
    ["de", "Di., 24. Nov., 19:00 – 20:00 New York (GMT-5)", "65,00 $"],
    ["hi", "मंगल, 24 नव॰, 7:00 – 8:00 pm New York (GMT-5)", "$65.00"],
    ["pt", "ter., 24 de nov., 19:00 – 20:00 New York (GMT-5)", "US$ 65,00"],
  ] as const)("in %s are written as its readers write them", async (language, time, price) => {
    const { text } = await inLanguage("session-canceled", language);
    const plain = text.replace(/[\u00a0\u202f]/g, " ");
    expect(plain).toContain(time);
    expect(plain).toContain(price);
  });
});

describe("what a translated mail chooses", () => {
  const cases = (["client", "coach"] as const).flatMap((reader) => (["client", "coach", "maestrohub"] as const).map((canceled_by) => [reader, canceled_by] as const));
  it.each(cases)("the %s of a session cancelled by %s reads another sentence in each language", async (reader, canceled_by) => {
    const texts = await Promise.all(languageIds.map(async (language) => (await inLanguage("session-canceled", language, { reader, canceled_by, refund: null })).text));
    expect(new Set(texts).size).toBe(languageIds.length);
    for (const text of texts.slice(1)) for (const sentence of sentences) expect(text).not.toContain(sentence);
  });

  it.each(languageIds)("the reminder in %s says the hour and leads to the settings", async (language) => {
    const { subject, text } = await inLanguage("session-reminder", language, { lead: "hour" });
    expect(subject).toMatch(/7:00 PM|19:00|7:00 pm/);
    expect(text).toContain(SessionReminder.PreviewProps.settings_url);
  });
});

it("a mail that is not translated is English as a whole for everybody", async () => {
  const props = previews["new-booking"];
  const [german, english] = await Promise.all((["de", "en"] as const).map((language) => renderMail("new-booking", { ...props, recipient: { ...props.recipient, language } })));
  expect(german).toEqual(english);
});

it("a value that is missing is found before a mail is sent", () => {
  expect(() => fill("Hello {name}", {})).toThrow('"Hello {name}" needs {name}');
});
