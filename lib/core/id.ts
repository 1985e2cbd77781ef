const alphabet = "0123456789abcdefghijkmnopqrstuvwxyz";

const prefixes = {
  user: "user",
  guest: "guest",
  visitor: "visitor",
  analytics_event: "evt",
  credential: "cred",
  session: "sess",
  verification: "ver",
  tutor: "tutor",
  booking: "bk",
  payment: "pay",
  refund: "ref",
  payout_account: "pacc",
  transfer: "xfer",
  transfer_reversal: "xrev",
  ledger: "led",
  manual: "man",
  reconciliation: "rec",
  sponsorship: "spon",
  package: "pack",
  package_purchase: "pkg",
  review: "rev",
  outbox: "out",
  image: "img",
  calendar: "cal",
  notice: "notice",
  invite: "inv",
  announcement: "ann",
  audit: "audit",
  two_factor: "2fa",
  incident: "inc",
  request: "req",
} as const;

export type IdKind = keyof typeof prefixes;

const length = 24;
// Random bytes for many ids at once: to ask for those of one costs more than all else about it. None is used twice.
const pool = new Uint8Array(length * 100);
let used = pool.length;

/** A prefixed string with 120 random bits: unguessable, unique without asking the database. */
export function newId(kind: IdKind): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  let text = "";
  for (let i = 0; i < length; i += 1) text += alphabet[pool[used + i]! & 31];
  used += length;
  return `${prefixes[kind]}_${text}`;
}
