import { randomFillSync } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// Random bytes for many ids at once, each used for one: to ask for those of one costs more than all else about it.
const pool = Buffer.alloc(4_096);
let used = pool.length;

/** An id in Stripe's manner: a prefix that tells the kind, then letters and digits. */
export function newId(prefix: string, length = 24): string {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let letters = "";
  for (const byte of pool.subarray(used, used + length)) letters += alphabet[byte % alphabet.length];
  used += length;
  return `${prefix}_${letters}`;
}

/** The id of something that may have been expanded. */
export function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === "object" && reference !== null ? reference.id : reference;
}
