import type { ReminderLead } from "@/lib/outbox/schema";
import { type Setup, endOf } from "./setup.ts";
import type { Session, Story } from "./story.ts";

/** A mail that the story asks for. */
export interface ExpectedMail {
  template: string;
  recipient_id: string;
  booking_id: string;
  version: number | null;
  lead: ReminderLead | null;
  /** When it is due, and the latest moment at which it may come. */
  due: Date;
  latest: Date;
  /** What it says stops being true before that moment, while a provider was away: it may come, and need not. */
  isOptional: boolean;
}

/** Told again from the product's words and not from its code: who hears of what, and when. */
export function expectedMails({ setup, story }: { setup: Setup; story: Story }): ExpectedMail[] {
  const end = endOf(setup);
  return story.sessions.flatMap((session) => mailsOf(session, setup)).filter(({ due }) => due < end);
}

const leads: Record<ReminderLead, number> = { day: 24 * 3_600_000, hour: 3_600_000 };
/** Of a provider that is back: how long what waited may take. */
const catch_up_ms = 5 * 60_000;
export const punctual_ms = 60_000;

function mailsOf(session: Session, setup: Setup): ExpectedMail[] {
  const { errand, booking_id, booked_at, lost_at, canceled, reports, decided, times } = session;
  const [client, coach] = [errand.consumer.user_id, errand.coach.user_id];
  const mails: ExpectedMail[] = [];

  function expect(template: string, recipients: string[], due: Date, facts: { version?: number; lead?: ReminderLead; trueUntil?: number } = {}): void {
    const { version = null, lead = null, trueUntil = Infinity } = facts;
    const latest = latestFor(due, setup);
    const isOptional = trueUntil <= latest.getTime();
    for (const recipient_id of recipients) mails.push({ template, recipient_id, booking_id, version, lead, due, latest, isOptional });
  }

  if (lost_at) expect("booking-refunded", [client], lost_at);
  if (!booked_at) return mails;
  expect("booking-confirmation", [client], booked_at);
  expect("payment-receipt", [client], booked_at);
  expect("new-booking", [coach], booked_at);
  for (const [version, { since, starts_at }] of times.entries()) {
    const known = version === 0 ? booked_at : since;
    const trueUntil = times[version + 1]?.since.getTime() ?? canceled?.at.getTime() ?? Infinity;
    if (version > 0) expect("session-rescheduled", [client, coach], since, { version, trueUntil });
    for (const lead of ["day", "hour"] as const) {
      const due = new Date(starts_at.getTime() - leads[lead]);
      if (due > known && due.getTime() < trueUntil) expect("session-reminder", [client, coach], due, { version, lead, trueUntil: Math.min(trueUntil, starts_at.getTime()) });
    }
  }
  if (canceled) expect("session-canceled", [client, coach], canceled.at);
  for (const { at, by } of reports) expect("session-reported", [by === "client" ? coach : client], at);
  if (decided) expect("problem-decided", [client, coach], decided.at);
  return mails;
}

/** Within a minute; where a provider was away then, within five minutes of its return. */
function latestFor(due: Date, { outages }: Setup): Date {
  const met = outages.filter(({ from, until }) => due >= from && due.getTime() < until.getTime() + catch_up_ms);
  return new Date(Math.max(due.getTime() + punctual_ms, ...met.map(({ until }) => until.getTime() + catch_up_ms)));
}
