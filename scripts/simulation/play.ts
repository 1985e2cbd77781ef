import { createUser } from "@/lib/auth/create-user";
import { releaseLapsedHolds } from "@/lib/bookings/release-lapsed-holds";
import { stopClockAt } from "@/lib/clock/clock";
import { createAgenda } from "./agenda.ts";
import { planErrands } from "./errands.ts";
import { collectEvidence, type Evidence } from "./evidence.ts";
import { tidy_minutes } from "./invariants/holds.ts";
import { after, type Market } from "./market.ts";
import { settle } from "./population.ts";
import { openPostOffice, postOffice } from "./post-office.ts";
import type { Providers } from "./providers.ts";
import { endOf, type Setup } from "./setup.ts";
import { createStory } from "./story.ts";
import { createWork } from "./work.ts";

export interface Play {
  providers: Providers;
  /** One mail of so many is rendered and sent to Resend's emulator. */
  sample_every: number;
  onMoment?: (now: Date, market: Market) => void;
}

/**
 * Plays the marketplace on the database of the environment, which must be prepared and empty: from moment to moment, what is
 * due by the queue first, then what people do, through the use cases that pages and routes call, with the moment as `now`.
 */
export async function play(setup: Setup, { providers, sample_every, onMoment }: Play): Promise<Evidence> {
  const end = endOf(setup);
  openPostOffice(sample_every);
  await move(setup.starts, providers);
  const market: Market = {
    setup,
    providers,
    agenda: createAgenda(),
    story: createStory(),
    population: await settle(setup),
    work: await createWork(),
    admin_id: await createUser({ name: "Admin", email: "admin@example.com", password: "a long enough phrase", role: "admin", market_id: "US_USD", timezone: "UTC", now: setup.starts }),
  };
  planErrands(market);
  planOutages(market);
  planTidying(market);

  const { agenda, work, story } = market;
  let due: Date | null = null;
  for (let now = nextOf(agenda.next(), due); now && now < end; now = nextOf(agenda.next(), due)) {
    await move(now, providers);
    if (due && due <= now) due = await work.drain(now, false);
    let acted = false;
    for (let next = agenda.next(); next && next <= now; next = agenda.next()) {
      await agenda.take()?.act(now);
      acted = true;
    }
    if (acted) due = await work.drain(now, true);
    onMoment?.(now, market);
  }
  await move(end, providers);
  return collectEvidence({ setup, until: end, story, store: providers.store, post: postOffice });
}

async function move(now: Date, providers: Providers): Promise<void> {
  stopClockAt(now);
  await providers.setTime(now);
}

function nextOf(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one < other ? one : other;
}

function planOutages({ setup, agenda, providers }: Market): void {
  for (const outage of setup.outages) {
    agenda.add(outage.from, () => providers.begin(outage));
    agenda.add(outage.until, () => providers.end(outage));
  }
}

function planTidying({ agenda, setup }: Market): void {
  const tidy = async (now: Date) => {
    await releaseLapsedHolds(now);
    agenda.add(after(now, { minutes: tidy_minutes }), tidy);
  };
  agenda.add(setup.starts, tidy);
}
