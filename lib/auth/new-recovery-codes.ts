import "server-only";
import { randomInt } from "node:crypto";
import { recovery_code_half } from "./recovery-code";

const recovery_code_count = 10;
/** Written down by hand and typed again: no capitals, and nothing that looks like something else. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** "k7wqm-3xhtd": 49 random bits each, far beyond what five tries in a quarter of an hour could find. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: recovery_code_count }, () => `${part()}-${part()}`);
}

function part(): string {
  return Array.from({ length: recovery_code_half }, () => alphabet[randomInt(alphabet.length)]).join("");
}
