import type { Coach, Person } from "./population.ts";

/**
 * What happened, as the people who took part would tell it: what they asked for, when, and what they were answered. The
 * invariants compare the database, Stripe and the mails with it; nothing of it is read from there.
 */
export interface Story {
  errands: Errand[];
  sessions: Session[];
  /** What nobody expected to be answered. */
  surprises: string[];
}

/** Somebody looked for a session. */
export interface Errand {
  consumer: Person;
  coach: Coach;
  at: Date;
  outcome: "under way" | "nothing free" | "taken" | "busy" | "lapsed" | "declined" | "booked" | "lost";
}

/** A time that somebody held, and what became of it. */
export interface Session {
  /** In the order in which they were held: what stands for the id in everything that is compared between runs. */
  number: number;
  booking_id: string;
  errand: Errand;
  price: number;
  currency: string;
  minutes: number;
  held_at: Date;
  /** One entry a version: from when on it stood at which time. */
  times: { since: Date; starts_at: Date }[];
  booked_at?: Date;
  /** The money came when somebody else had the time. */
  lost_at?: Date;
  canceled?: { at: Date; by: "client" | "coach"; refund: number };
  reports: { at: Date; by: "client" | "coach" }[];
  decided?: { at: Date; outcome: "client_absent" | "coach_absent"; refund: number };
  /** Its coach said that it took place; without that it happens by itself. */
  completed_at?: Date;
}

export function createStory(): Story {
  return { errands: [], sessions: [], surprises: [] };
}

/** When and for how long it is, after all moves. */
export function lastTimes({ times, minutes }: Session): { starts_at: Date; ends_at: Date } {
  const starts_at = times.at(-1)?.starts_at ?? new Date(NaN);
  return { starts_at, ends_at: new Date(starts_at.getTime() + minutes * 60_000) };
}
