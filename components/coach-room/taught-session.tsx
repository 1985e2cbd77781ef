import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { AddToCalendar, TakeOutOfCalendar } from "@/components/booking/add-to-calendar";
import { calendarEntry } from "@/components/booking/calendar-links";
import { ProblemWords } from "@/components/booking/problem-words";
import { RefreshAt } from "@/components/booking/refresh-at";
import { momentWords } from "@/components/booking/session-words";
import { StateHeading } from "@/components/booking/state-heading";
import { upcomingWords } from "@/components/booking/upcoming";
import type { TaughtSessionView } from "@/lib/bookings/taught-session-view";
import { formatRange, zoneLabel } from "@/lib/core/format-time";
import { formatMoney } from "@/lib/core/money";
import { firstName } from "@/lib/core/name";
import { TaughtActions } from "./taught-actions";
import { taughtState } from "./taught-state";

interface PartyStep {
  id: string;
  words: string;
  at: string;
  amount: number;
  currency: string;
}

/** One session as its coach sees it: who, when, what they want, what comes of it, and what can be done. */
export function TaughtSession({ session, money, zone, now, pageUrl }: { session: TaughtSessionView; money: PartyStep[]; zone: string; now: Date; pageUrl: string }) {
  const range = { starts_at: new Date(session.starts_at), ends_at: new Date(session.ends_at) };
  const there = session.consumer_timezone === zone ? null : `${formatRange(range, session.consumer_timezone)} ${zoneLabel(session.consumer_timezone, range.starts_at)}`;
  const state = taughtState(session, now);
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-8">
      <RefreshAt instants={[session.starts_at, session.no_show_from, session.ends_at]} now={now.toISOString()} />
      <div>
        <Badge tone={state.tone}>{state.word}</Badge>
        <StateHeading title={`${session.subject} with ${session.client_name}`} change={state.word} />
        <p className="mt-2 text-lg text-quiet">
          {upcomingWords(range, { zone, now })}. {state.sentence}
        </p>
      </div>
      <Card className="figures flex flex-col gap-1">
        <p className="text-lg">
          {formatRange(range, zone)} <span className="text-quiet">{zoneLabel(zone, range.starts_at)}</span>
        </p>
        {there && <p className="text-sm text-quiet">For your client: {there}</p>}
        <p className="text-sm text-quiet">
          {session.duration_minutes} minutes, {session.modality === "online" ? "online" : (session.place ?? "in person")}
        </p>
      </Card>
      <section aria-labelledby="note">
        <h2 id="note" className="text-h4">
          What your client would like
        </h2>
        <p className="mt-2 border-l-2 border-hairline pl-4 whitespace-pre-line text-quiet">{session.note ?? "Nothing was noted."}</p>
      </section>
      {session.problem && <ProblemWords problem={session.problem} other={firstName(session.client_name)} zone={zone} />}
      <TaughtActions session={session} firstName={firstName(session.client_name)} zone={zone} />
      {session.status === "confirmed" && range.ends_at > now && <AddToCalendar bookingId={session.id} entry={calendarEntry({ session, other: session.client_name, pageUrl })} />}
      {session.status.startsWith("canceled_") && <TakeOutOfCalendar bookingId={session.id} />}
      <Earnings session={session} payday={momentWords(new Date(session.payday), zone)} />
      {money.length > 0 && <WhatHappened money={money} zone={zone} />}
    </div>
  );
}

/** The money's way so far, as the books have it. */
function WhatHappened({ money, zone }: { money: PartyStep[]; zone: string }) {
  return (
    <section aria-labelledby="what-happened">
      <h2 id="what-happened" className="text-h4">
        What happened with the money
      </h2>
      <ol className="figures mt-3 flex flex-col gap-2">
        {money.map((step) => (
          <li key={step.id} className="border-l-2 border-hairline pl-4">
            {formatMoney(step)} {step.words}
            <span className="block text-sm text-quiet">{momentWords(new Date(step.at), zone)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Earnings({ session, payday }: { session: TaughtSessionView; payday: string }) {
  const { price, fee, receives, given_back } = session;
  const rows = [{ label: "Price", value: formatMoney(price) }, ...(given_back.amount > 0 ? [{ label: "Given back to your client", value: `−${formatMoney(given_back)}` }] : []), { label: "Service fee", value: `−${formatMoney(fee)}` }];
  return (
    <Card>
      <h2 className="text-h4">What you receive</h2>
      <dl className="figures mt-3 grid grid-cols-[1fr_auto] gap-y-2">
        {rows.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-quiet">{label}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
        <div className="contents">
          <dt className="border-t border-hairline pt-2 font-semibold">For you</dt>
          <dd className="border-t border-hairline pt-2 text-right font-semibold">{formatMoney(receives)}</dd>
        </div>
      </dl>
      {receives.amount > 0 && <p className="figures mt-3 text-sm text-quiet">{session.status === "disputed" ? "It waits until we have decided about what was reported." : `Due ${payday}${session.status === "confirmed" ? " at the latest" : ""}, if nobody reports a problem.`}</p>}
    </Card>
  );
}
