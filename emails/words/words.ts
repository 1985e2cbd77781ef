import { createElement, Fragment, type ReactNode } from "react";
import type { LanguageId } from "@/lib/core/language";
import { de } from "./de";
import { en, type Words } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import { hi } from "./hi";
import { pt } from "./pt";

const catalogue: Record<LanguageId, Words> = { en, es, fr, de, hi, pt };

export function wordsOf(language: LanguageId): Words {
  return catalogue[language];
}

/** True for a mail that speaks all languages; the others are in English, dates and money too. */
export function isTranslated(template: string): boolean {
  return Object.hasOwn(en, template);
}

/** The sentence with its values put in; a value that nobody gave is our bug and is found before the mail is sent. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return partsOf(sentence, values).join("");
}

/** The same where a value is an element, e.g. a name that keeps its own direction. */
export function fillRich(sentence: string, values: Record<string, ReactNode>): ReactNode {
  // One piece where only texts meet: React separates two by a comment, in every mail.
  const joined = partsOf(sentence, values).reduce<ReactNode[]>((parts, part) => {
    const last = parts.at(-1);
    return typeof last === "string" && typeof part === "string" ? [...parts.slice(0, -1), last + part] : [...parts, part];
  }, []);
  return joined.map((part, index) => createElement(Fragment, { key: index }, part));
}

function partsOf<T>(sentence: string, values: Record<string, T>): (T | string)[] {
  return sentence.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return part;
    const value = values[name];
    if (value === undefined) throw new RangeError(`"${sentence}" needs {${name}}`);
    return value;
  });
}
