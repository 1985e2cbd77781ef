import { scrubText } from "../lib/core/scrub.ts";

/** What tests and journeys type, set and are given, and what therefore must be found nowhere. */
const known = [
  "a long enough phrase",
  "an unhurried evening raga",
  "the-journeys-keep-no-secret-of-anybody",
  "development-only-secret-of-no-value",
  "sk_test_emulator",
  "whsec_emulator",
  "re_emulator",
  "emulator-secret",
];

/** What agents count their spans by: sixteen hexadecimal digits, which now and then look like a card's number. */
const ids = /"(guid|parentId|transactionId|traceId|nr\.\w+|trace_id|span_id|parent_span_id|sampled_guid)":"[0-9a-f]{16,32}"/g;

export interface Finding {
  where: string;
  /** The words around it, with the secret itself cut out. */
  excerpt: string;
}

/** Card numbers, keys, tokens, client secrets and passwords in what was sent or logged: anything that scrubbing would have taken out. */
export function findSecrets(texts: { where: string; text: string }[]): Finding[] {
  return texts.flatMap(({ where, text }) => {
    const said = text.replaceAll(ids, '"$1":""');
    const scrubbed = known.reduce((rest, secret) => rest.replaceAll(secret, "[scrubbed]"), scrubText(said));
    // What was scrubbed before it was sent is no finding.
    if (scrubbed === said) return [];
    const at = [...said].findIndex((character, index) => scrubbed[index] !== character);
    return [{ where, excerpt: scrubbed.slice(Math.max(0, at - 80), at + 80) }];
  });
}

/** Everything that the emulators of what watches us received. */
export async function readReceived(emulators_url: string): Promise<{ where: string; text: string }[]> {
  const received = (await (await fetch(`${emulators_url}/_inspect/received`)).json()) as { emulator: string; path: string; text: string }[];
  return received.map(({ emulator, path, text }) => ({ where: `${emulator} ${path}`, text }));
}

/** True where nothing was found; else it says what and where. */
export function reportFindings(findings: Finding[]): boolean {
  for (const { where, excerpt } of findings.slice(0, 20)) console.error(`A secret was sent: ${where}: …${excerpt}…`);
  if (findings.length > 20) console.error(`… and ${findings.length - 20} more`);
  return findings.length === 0;
}
