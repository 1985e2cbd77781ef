import type { Agenda } from "./agenda.ts";
import type { Population } from "./population.ts";
import type { Providers } from "./providers.ts";
import type { Setup } from "./setup.ts";
import type { Story } from "./story.ts";
import type { Work } from "./work.ts";

/** What everybody who acts in the simulation can reach. */
export interface Market {
  setup: Setup;
  population: Population;
  agenda: Agenda;
  story: Story;
  providers: Providers;
  work: Work;
  /** Decides about reported sessions. */
  admin_id: string;
}

export function after(instant: Date, amount: { seconds?: number; minutes?: number; hours?: number; days?: number }): Date {
  const { seconds = 0, minutes = 0, hours = 0, days = 0 } = amount;
  return new Date(instant.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000);
}
