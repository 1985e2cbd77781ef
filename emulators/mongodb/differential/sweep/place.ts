import type { Document } from "mongodb";

/**
 * What becomes of an option. It `works`: the answer is the real server's, be it an error. It is `harmless`: the same, and for the reason
 * given it changes nothing. It is `absent`: MongoDB has it, this server has not, and says so by an error. It is `unknown`: an error here,
 * which has the real one's code where that refuses it too.
 */
export type Option = { fate: "works" | "absent" | "unknown"; values: unknown[] } | { fate: "harmless"; why: string; values: unknown[] };

export const works = (...values: unknown[]): Option => ({ fate: "works", values });
export const absent = (...values: unknown[]): Option => ({ fate: "absent", values });
export const unknown = (...values: unknown[]): Option => ({ fate: "unknown", values });
export const harmless = (why: string, ...values: unknown[]): Option => ({ fate: "harmless", why, values });

/** An object in a command that takes options. Besides those listed it is asked to take `nope`, which does not exist. */
export interface Place {
  name: string;
  command: (options: Document) => Document;
  options: Record<string, Option>;
  isWrite?: boolean;
  /** Sent before, by a place that writes. */
  before?: Document[];
  /** The answer differs from one moment or machine to the next: only whether there is one can be compared. */
  isOfTheMoment?: boolean;
  /** Where a name is free to choose, `nope` is one like any other. */
  takesAnyName?: boolean;
}
