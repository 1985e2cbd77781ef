import type { Evidence } from "../evidence.ts";
import { holdProblems } from "./holds.ts";
import { mailProblems } from "./mails.ts";
import { moneyProblems } from "./money.ts";
import { overlapProblems } from "./overlaps.ts";
import { reminderProblems } from "./reminders.ts";
import { stateProblems } from "./states.ts";

/** What must be true in the end, whatever the dice; each finds nothing to say. */
export const invariants: Record<string, (evidence: Evidence) => string[]> = {
  "every booking stands where its story left it": stateProblems,
  "nobody has two sessions at once": overlapProblems,
  "nothing is held for longer than promised": holdProblems,
  "money: charged = given back + held, fee + share = price": moneyProblems,
  "mails: those that the story asks for, each once": mailProblems,
  "reminders: within a minute, of what stands, once": reminderProblems,
};
