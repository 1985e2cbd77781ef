/**
 * What must never leave the product in a report, a log line or a breadcrumb, whoever wrote it there: card numbers, keys,
 * tokens, passwords, client secrets. Reports are scrubbed as a whole on their way out, since what a library collects by
 * itself is not ours to leave out.
 */
export const censored = "[scrubbed]";

/** A value under such a name is nobody's business, whatever it looks like. */
const secretName = /pass(word|wd|phrase)|secret|token|authorization|cookie|csrf|api_?key|license_?key|private_?key|signature|(^|_)cvc$|(^|_)cvv$|card_?number|^number$|^code$|recovery_codes?|backup_codes?|^dsn$|credential/i;
/** Names that contain such a word and hold figures, not secrets. */
const harmlessName = /^(total|prompt|completion|max)_tokens$|^tokens$|token_usage|^has_/i;

const patterns: [RegExp, string][] = [
  // Stripe's keys, webhook secrets and the secrets of single objects; keys of Resend, Sentry, New Relic, models; GitHub's in case.
  [/\b(?:sk|rk)_(?:test|live)_\w{6,}/g, censored],
  [/\bwhsec_[\w+/=-]{6,}/g, censored],
  [/\b((?:pi|seti|cs|src|acct)_\w+)_secret_\w+/g, `$1_secret_${censored}`],
  [/\bre_[A-Za-z0-9]{6,}_\w{10,}/g, censored],
  [/\bsntry[su]_[\w=+/-]{10,}/g, censored],
  [/\bNRAK-\w{10,}/g, censored],
  [/\bsk-[\w-]{16,}/g, censored],
  // Signed tokens, and whatever a header calls one.
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, censored],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${censored}`],
  // In an address: the value of a parameter that opens something, a password before a host, the path of a private calendar or of a link to unsubscribe.
  [/([?&;#](?:token|code|key|secret|signature|password|api_key|client_secret|license_key|sentry_key)=)[^&#\s"'\\]+/gi, `$1${censored}`],
  [/(\/\/[^/\s:@"]+):[^/\s@"]+@/g, `$1:${censored}@`],
  [/(\/unsubscribe\/)user_\w+\.[\w-]+/g, `$1${censored}`],
  // The route's own name has none.
  [/(\/api\/calendar\/)(?!\[)[^\s"'?#…\\]+/g, `$1${censored}`],
];

/** A run of 13 to 19 digits, with single blanks or hyphens between them. */
const digits = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g;

export function scrubText(text: string): string {
  return patterns.reduce((scrubbed, [pattern, instead]) => scrubbed.replace(pattern, instead), text).replace(digits, (run) => (isCardNumber(run) ? censored : run));
}

/** The same shape with every text in it scrubbed, names among them, and values under secret names gone. What is circular or very deep is cut off. */
export function scrub<T>(value: T): T {
  return scrubValue(value, 0, new WeakSet()) as T;
}

const deepest = 12;

function scrubValue(value: unknown, depth: number, above: WeakSet<object>): unknown {
  if (typeof value === "string") return scrubText(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth >= deepest || above.has(value)) return "[…]";
  above.add(value);
  const scrubbed = Array.isArray(value)
    ? value.map((item) => scrubValue(item, depth + 1, above))
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [scrubText(name), isSecret(name, inner) ? censored : scrubValue(inner, depth + 1, above)]));
  above.delete(value);
  return scrubbed;
}

function isSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === "boolean") return false;
  return secretName.test(name) && !harmlessName.test(name);
}

/** Begins as cards begin, which milliseconds since 1970 do not, and keeps Luhn's sum: https://en.wikipedia.org/wiki/Luhn_algorithm */
function isCardNumber(run: string): boolean {
  const number = run.replaceAll(/\D/g, "");
  if (!/^(4|5|6|2[2-7]|3[0-8])/.test(number)) return false;
  const sum = number
    .split("")
    .reverse()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2))
    .reduce((total, figure) => total + (figure > 9 ? figure - 9 : figure), 0);
  return sum % 10 === 0;
}
