import { createHmac } from "node:crypto";

export const totp_step_ms = 30_000;

/**
 * What an authenticator app shows at an instant for a secret in Base32 (RFC 6238: SHA-1, six digits, 30 seconds).
 * Written from the RFC and apart from the product's own library, so that one is checked by the other.
 */
export function totpCode(secret: string, at: Date): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / totp_step_ms)));
  const digest = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 15;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Also as people write it, in groups and small letters. Null where it is none. */
export function secretIn(text: string): string | null {
  const given = URL.canParse(text) ? (new URL(text).searchParams.get("secret") ?? "") : text;
  const secret = given.toUpperCase().replace(/[\s=-]/g, "");
  return /^[A-Z2-7]{8,200}$/.test(secret) ? secret : null;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function fromBase32(secret: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const letter of secret) {
    value = ((value << 5) | alphabet.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 255);
  }
  return Buffer.from(bytes);
}
