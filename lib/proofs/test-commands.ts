import type { ProblemOutcome } from "@/lib/bookings/schema";

/** `of` names a session by the number of the command that held its time, so that a list of which commands are left out still means the same. */
export type Deed =
  | { do: "hold"; client: number; coach: number; starts_at: number }
  | { do: "let_go" | "open" | "tell" | "complete" | "retry" | "dispute"; of: number }
  | { do: "pay"; of: number; card: Card }
  | { do: "authenticate"; of: number; passes: boolean }
  | { do: "cancel"; of: number; by: "client" | "coach" }
  | { do: "move"; of: number; starts_at: number }
  | { do: "report"; of: number; by: "client" | "coach"; kind: "no_show" | "problem" }
  | { do: "decide"; of: number; outcome: ProblemOutcome; percent: number }
  | { do: "refund"; of: number; percent: number }
  | { do: "judge"; of: number; outcome: "won" | "lost" }
  | { do: "connect"; coach: number }
  | { do: "listen"; hears: boolean }
  | { do: "wait"; minutes: number }
  | { do: "wait_until"; of: number; edge: Edge; seconds: number };

/** `breaks_after`: who does it is killed after so many writes, and it is done again; of a wait it is the worker. */
export type Command = Deed & { number: number; breaks_after?: number };

export const cards = { pays: "pm_card_visa", is_declined: "pm_card_chargeDeclined", asks: "pm_card_authenticationRequired", refunds_late: "pm_card_pendingRefund", refunds_fail: "pm_card_refundFail" } as const;
export type Card = keyof typeof cards;

/** Moments at which something about a session changes by itself. */
export const edges = ["hold_ends", "free_until", "half_until", "start", "no_show", "end", "completes", "payday"] as const;
export type Edge = (typeof edges)[number];

export const outcomes = ["took_place", "client_absent", "coach_absent"] as const;

/** One line a command, as a person reads it. */
export function inWords({ number, breaks_after, do: deed, ...rest }: Command): string {
  const details = Object.entries(rest).map(([name, value]) => `${name} ${name === "starts_at" ? new Date(Number(value)).toISOString() : String(value)}`);
  return `${number}: ${deed} ${details.join(", ")}${breaks_after === undefined ? "" : ` (killed after write ${breaks_after}, then again)`}`;
}
