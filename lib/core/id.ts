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

/** A prefixed string with 120 random bits: unguessable, unique without asking the database. */
export function newId(kind: IdKind): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  let text = "";
  for (const byte of bytes) text += alphabet[byte & 31];
  return `${prefixes[kind]}_${text}`;
}
