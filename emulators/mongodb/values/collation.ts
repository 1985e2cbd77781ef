import { CommandError } from "../errors.ts";
import type { Fold } from "./key.ts";
import { isNumeric, toDouble, wholeNumber } from "./numbers.ts";
import { isDoc } from "./types.ts";
import type { Doc, Value } from "./types.ts";

/**
 * What a collation makes of a text so that plain comparison then orders it. Undefined for the simple one.
 * Known are the root order's ("en" and its regions) strengths 1, 2 and 3 without further options; every other one is refused, not ignored.
 */
export function collationFold(spec: Value): Fold | undefined {
  if (spec === undefined || spec === null) return undefined;
  if (!isDoc(spec)) throw new CommandError(14, "collation must be an object");
  if (Object.keys(spec).length === 0) return undefined;
  const { locale, strength: level, ...others } = spec;
  const unknown = Object.keys(others).find((name) => !Object.hasOwn(DEFAULTS, name));
  if (unknown) throw new CommandError(40415, `BSON field 'collation.${unknown}' is an unknown field.`);
  if (locale !== undefined && typeof locale !== "string") throw new CommandError(14, "BSON field 'collation.locale' is the wrong type, expected type 'string'");
  if (level !== undefined && !isNumeric(level)) throw new CommandError(14, "BSON field 'collation.strength' is the wrong type");
  if (isNumeric(level) && toDouble(level) !== 0 && (toDouble(level) < 0 || toDouble(level) > 5)) throw new CommandError(51024, `BSON field 'strength' value must be >= 1 and <= 5, actual value '${toDouble(level)}'`);
  if (others["version"] !== undefined && others["version"] !== DEFAULTS["version"]) throw new CommandError(161, "Requested collation version does not match that of this server");
  if (locale === "simple") return undefined;
  if (typeof locale !== "string") throw new CommandError(40414, "BSON field 'collation.locale' is missing but a required field");
  const strength = level === undefined ? 3 : wholeNumber(level);
  const odd = Object.keys(others).find((name) => !isDefault(name, others));
  if (!/^en(_[A-Z]{2})?(_POSIX)?$/.test(locale)) throw new CommandError(2, `Field 'locale' is invalid in: { locale: "${locale}" }: this server knows "simple" and "en"`);
  if (odd || !strength || strength > 3) throw new CommandError(2, `collation option ${odd ?? "strength"} is not supported by this server`);
  return (text) => collated(text, strength);
}

const DEFAULTS: Doc = { caseLevel: false, caseFirst: "off", numericOrdering: false, alternate: "non-ignorable", maxVariable: "punct", normalization: false, backwards: false, version: "57.1" };

function isDefault(name: string, options: Doc): boolean {
  return options[name] === DEFAULTS[name];
}

const PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
const MARKS = /\p{M}/u;

/** Letters first, then their accents, then their case: each level decides only where the ones before are equal. */
function collated(text: string, strength: number): string {
  let letters = "";
  let accents = "";
  let cases = "";
  for (const char of text.normalize("NFD")) {
    if (MARKS.test(char)) {
      accents += char;
      continue;
    }
    const lower = char.toLowerCase();
    const rank = PUNCTUATION.indexOf(char);
    letters += rank >= 0 ? String.fromCharCode(0x21 + rank) : /[0-9]/.test(char) ? `\x7e${char}` : lower > "\x40" ? `\x7f${lower}` : char;
    accents += "\x01";
    cases += char === lower ? "\x01" : "\x02";
  }
  if (strength === 1) return letters;
  return strength === 2 ? `${letters}\x00${accents}` : `${letters}\x00${accents}\x00${cases}`;
}
