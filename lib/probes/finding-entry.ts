import type { BadState } from "./schema";

/** The words of one finding; `{name}` stands for a fact. */
export interface FindingEntry {
  state: BadState;
  /** One sentence: what is wrong. */
  cause: string;
  /** What was seen, for whoever wants to know it. */
  detail?: string;
  /** What to do, in order, in plain words; the last one says how to see that it helped. */
  steps: string[];
  /** Being slow is seen on the page and is no reason to wake anybody. */
  is_quiet?: boolean;
}

export type FindingTable = Partial<Record<string, FindingEntry>>;
