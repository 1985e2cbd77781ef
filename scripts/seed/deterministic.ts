import { createHash } from "node:crypto";
import type { IdKind } from "@/lib/core/id";

const alphabet = "0123456789abcdefghijkmnopqrstuvwxyz";
const prefixes = { user: "user", credential: "cred", tutor: "tutor", booking: "bk", payment: "pay", refund: "ref", review: "rev", two_factor: "2fa", package: "pack", package_purchase: "pkg" } as const satisfies Partial<Record<IdKind, string>>;

/** An id of the usual shape that is the same in every run: what is seeded again replaces itself. */
export function seedId(kind: keyof typeof prefixes, key: string): string {
  const digest = createHash("sha256").update(`demonstration ${kind} ${key}`).digest();
  const text = Array.from(digest.subarray(0, 24), (byte) => alphabet[byte & 31]).join("");
  return `${prefixes[kind]}_${text}`;
}

export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  integer(below: number): number;
  chance(share: number): boolean;
  pick<T>(values: readonly T[]): T;
  shuffled<T>(values: readonly T[]): T[];
}

/** The same sequence for the same key, on every machine. */
export function randomOf(key: string): Random {
  let state = createHash("sha256").update(key).digest().readUInt32LE(0);
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const integer = (below: number) => Math.floor(next() * below);
  return {
    integer,
    chance: (share) => next() < share,
    pick(values) {
      const picked = values[integer(values.length)];
      if (picked === undefined) throw new RangeError("nothing to pick from");
      return picked;
    },
    shuffled(values) {
      const left = [...values];
      return Array.from({ length: left.length }, () => left.splice(integer(left.length), 1)).flat();
    },
  };
}
