import { formatMoney } from "@/lib/core/money";
import { digestOf } from "./digest.ts";
import type { Evidence } from "./evidence.ts";
import { invariants } from "./invariants/all.ts";
import { day_ms, type Setup } from "./setup.ts";
import { lastTimes, type Session } from "./story.ts";

export interface Summary {
  setup: Setup;
  seconds: number;
  digest: string;
  figures: { label: string; value: string }[];
  /** One entry a day: what was done on it. */
  days: DayFigures[];
  mails: { template: string; count: number }[];
  findings: { title: string; problems: string[] }[];
}

export interface DayFigures {
  date: string;
  booked: number;
  called_off: number;
  /** Held and not paid, or paid too late. */
  let_go: number;
  taught: number;
}

export function summarize(evidence: Evidence, seconds: number): Summary {
  const { setup, story, mails } = evidence;
  const { sessions, errands } = story;
  const count = (fits: (session: Session) => unknown) => sessions.filter(fits).length.toLocaleString("en-US");
  const outcomes = Map.groupBy(errands, ({ outcome }) => outcome);
  const found = (...names: string[]) => names.reduce((sum, name) => sum + (outcomes.get(name as never)?.length ?? 0), 0).toLocaleString("en-US");
  return {
    setup,
    seconds,
    digest: digestOf(evidence),
    figures: [
      { label: "looked for a session", value: errands.length.toLocaleString("en-US") },
      { label: "held a time", value: sessions.length.toLocaleString("en-US") },
      { label: "booked", value: count(({ booked_at }) => booked_at) },
      { label: "found nothing free, or it was taken", value: found("nothing free", "taken", "busy") },
      { label: "let the hold lapse", value: found("lapsed") },
      { label: "gave up after a declined card", value: found("declined") },
      { label: "paid when somebody else had the time", value: count(({ lost_at }) => lost_at) },
      { label: "moved, once or more often", value: count(({ times, booked_at }) => booked_at && times.length > 1) },
      { label: "cancelled by the client", value: count(({ canceled }) => canceled?.by === "client") },
      { label: "cancelled by the coach", value: count(({ canceled }) => canceled?.by === "coach") },
      { label: "somebody did not come", value: count(({ reports }) => reports.length > 0) },
      ...moneyFigures(evidence),
      { label: "mails", value: `${mails.length.toLocaleString("en-US")}, ${mails.filter(({ is_rendered }) => is_rendered).length} of them rendered` },
    ],
    days: daysOf(evidence),
    mails: [...Map.groupBy(mails, ({ template }) => template)].map(([template, sent]) => ({ template, count: sent.length })).sort((a, b) => b.count - a.count),
    findings: Object.entries(invariants).map(([title, problems]) => ({ title, problems: problems(evidence) })),
  };
}

function moneyFigures({ stripe }: Evidence): Summary["figures"] {
  return [...Map.groupBy(stripe.values(), ({ currency }) => currency)].sort().map(([currency, money]) => {
    const sum = (field: "charged" | "refunded") => money.reduce((total, row) => total + row[field], 0);
    const words = (amount: number) => formatMoney({ amount, currency });
    return { label: `charged in ${currency.toUpperCase()}`, value: `${words(sum("charged"))} = ${words(sum("refunded"))} given back + ${words(sum("charged") - sum("refunded"))} held` };
  });
}

function daysOf({ setup, story }: Evidence): DayFigures[] {
  const days = Array.from({ length: setup.days }, (_, day): DayFigures => ({ date: new Date(setup.starts.getTime() + day * day_ms).toISOString().slice(0, 10), booked: 0, called_off: 0, let_go: 0, taught: 0 }));
  const add = (at: Date | undefined, field: Exclude<keyof DayFigures, "date">) => {
    const day = at && days[Math.floor((at.getTime() - setup.starts.getTime()) / day_ms)];
    if (day) day[field] += 1;
  };
  for (const session of story.sessions) {
    add(session.booked_at, "booked");
    add(session.canceled?.at, "called_off");
    if (session.booked_at && !session.canceled) add(lastTimes(session).ends_at, "taught");
    if (!session.booked_at) add(session.lost_at ?? session.held_at, "let_go");
  }
  return days;
}

/** For the terminal. */
export function summaryText(summary: Summary): string {
  const { setup, figures, days, mails, findings, seconds, digest } = summary;
  const widest = Math.max(...figures.map(({ label }) => label.length));
  const most = Math.max(1, ...days.map(({ booked, called_off, let_go }) => booked + called_off + let_go));
  const scale = Math.min(1, 60 / most);
  const part = (count: number, letter: string) => letter.repeat(Math.round(count * scale));
  const marks = findings.map(({ title, problems }) => `${problems.length === 0 ? "✓" : "✗"} ${title}${problems.slice(0, 5).map((problem) => `\n    ${problem}`).join("")}${problems.length > 5 ? `\n    and ${problems.length - 5} more` : ""}`);
  return [
    `${setup.days} days from ${setup.starts.toISOString().slice(0, 10)}, ${setup.coaches} coaches and ${setup.consumers} clients in twelve zones, seed ${setup.seed}`,
    "",
    ...figures.map(({ label, value }) => `  ${label.padEnd(widest)}  ${value}`),
    "",
    "  █ booked   ▒ called off   · let go",
    ...days.map(({ date, booked, called_off, let_go }) => `  ${date}  ${part(booked, "█")}${part(called_off, "▒")}${part(let_go, "·")}  ${booked}`),
    "",
    `  mails: ${mails.map(({ template, count }) => `${count} ${template}`).join(", ")}`,
    "",
    ...marks,
    "",
    `Played in ${seconds.toFixed(1)} s. Result ${digest}: the same for the same seed.`,
  ].join("\n");
}
