import { Decimal128, Long } from "mongodb";
import type { Document } from "mongodb";

/** Commands that are sent one after the other to a new collection `c` (and `d`). */
export interface Case {
  name: string;
  documents: Document[];
  /** What is in collection `d`. */
  others: Document[];
  indexes: Document[];
  commands: Document[];
  /** What is to become of each command; without it, all are answered as the real server does. */
  fates: Fate[];
}

/** `taken`: both servers answer, in a way that cannot be compared. `unknown`: an error here, with the real one's code where that is one too. `absent`: an error here. */
export type Fate = "answered" | "taken" | "unknown" | "absent";

export function newCase({ name, documents, commands, ...rest }: Pick<Case, "name" | "documents" | "commands"> & Partial<Case>): Case {
  return { name, documents, commands, others: rest.others ?? [], indexes: rest.indexes ?? [], fates: rest.fates ?? [] };
}

export const READ_ALL: Document = { find: "c", sort: { _id: 1 }, batchSize: 500 };

export const long = (number: number) => Long.fromNumber(number);
export const decimal = (text: string) => Decimal128.fromString(text);
