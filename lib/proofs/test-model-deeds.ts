import { cancellationPresets } from "@/lib/config/policy";
import type { Card, Command, Edge } from "./test-commands";
import { decided, disputeDays, gap, hour, isFree, isHeld, length, lostToBank, owed, sentBack, type Session, type World } from "./test-model";

/** `skip`: nobody could do that as things stand · otherwise how the product ought to answer. */
export type Answer = "skip" | "ok" | "conflict" | "invalid" | "not_found" | "payment_required";

const minute = 60_000;

/** What one command changes, and what whoever gave it hears. */
export function perform(world: World, command: Command): Answer {
  if (command.do === "hold") return hold(world, command);
  if (command.do === "connect") return connect(world, command.coach);
  if (command.do === "listen") return world.hears === command.hears ? "skip" : ((world.hears = command.hears), "ok");
  if (command.do === "wait") return ((world.now += command.minutes * minute), "ok");
  const session = world.sessions.get(command.of);
  if (!session) return "skip";
  switch (command.do) {
    case "wait_until": {
      const to = edgeOf(session, command.edge) + command.seconds * 1_000;
      return to <= world.now ? "skip" : ((world.now = to), "ok");
    }
    case "let_go":
      if (session.status !== "held" && session.status !== "expired") return "conflict";
      return ((session.status = "expired"), "ok");
    case "open":
      if (!isHeld(session, world.now)) return "conflict";
      session.payment ??= "created";
      session.intent ??= { state: "open", card: "pays" };
      return "ok";
    case "pay":
      return pay(world, session, command.card);
    case "authenticate":
      if (session.intent?.state !== "asks") return "skip";
      return charge(world, session, command.passes);
    case "tell":
      if (!session.intent) return "skip";
      if (session.intent.state !== "paid") return "payment_required";
      settlePayment(world, session);
      return "ok";
    case "cancel":
      return cancel(world, session, command.by);
    case "move":
      return move(world, session, command.starts_at);
    case "complete":
      if (session.confirmed_at === null) return "not_found";
      if (session.status !== "confirmed" || session.ends_at > world.now) return "conflict";
      return settle(world, session, "completed");
    case "report":
      return report(world, session, command);
    case "decide":
      return decide(world, session, command);
    case "refund":
      return orderPart(session, command.percent);
    case "retry":
      return retry(session);
    case "dispute":
      return dispute(world, session);
    case "judge":
      if (session.dispute?.state !== "open") return "skip";
      if (command.outcome === "lost") lose(session);
      else session.dispute.state = "won";
      return "ok";
  }
}

function hold(world: World, { number, client, coach, starts_at }: Command & { do: "hold" }): Answer {
  const mine = [...world.sessions.values()].filter((session) => session.client === client && isHeld(session, world.now));
  // The same again is the hold that is there: this number names nothing new.
  if (mine.some((session) => session.coach === coach && session.starts_at === starts_at)) return "skip";
  if (starts_at < world.now + 12 * hour || starts_at > world.now + 60 * 24 * hour) return "invalid";
  if (mine.length >= 3 || !isFree(world, { number, client, coach, starts_at })) return "conflict";
  giveUpInTheWay(world, { number, client, coach, starts_at });
  const terms = world.coaches[coach];
  if (!terms) throw new Error(`there is no coach ${coach}`);
  const nothingYet = { version: 0, isExtended: false, confirmed_at: null, settled_at: null, reported: { client: false, coach: false }, isDecided: false, given_back: 0, intent: null, payment: null, refunds: [], dispute: null, sendable_since: null, wasKept: false, maySend: null, sent: null, reversed: 0 };
  world.sessions.set(number, { number, client, coach, preset: terms.preset, price: terms.price, status: "held", starts_at, ends_at: starts_at + length, hold_ends: world.now + 10 * minute, ...nothingYet });
  return "ok";
}

/** Whoever takes a time ends the holds that ran out on it: paid late, they have to find it free. */
function giveUpInTheWay({ sessions, now }: World, { number, client, coach, starts_at }: Pick<Session, "number" | "client" | "coach" | "starts_at">): void {
  for (const other of sessions.values()) {
    if (other.number === number || other.status !== "held" || other.hold_ends > now) continue;
    const apart = Math.abs(other.starts_at - starts_at);
    if ((other.coach === coach && apart < length + gap) || (other.client === client && apart < length)) other.status = "expired";
  }
}

function pay(world: World, session: Session, card: Card): Answer {
  if (!session.intent || session.intent.state === "paid") return "skip";
  session.intent.card = card;
  if (card === "asks") {
    session.intent.state = "asks";
    world.unheard.push({ session, news: "asks" });
    return "ok";
  }
  return charge(world, session, card !== "is_declined");
}

function charge({ unheard }: World, session: Session, isTaken: boolean): Answer {
  if (!session.intent) return "skip";
  session.intent.state = isTaken ? "paid" : "open";
  unheard.push({ session, news: isTaken ? "paid" : "failed" });
  return "ok";
}

/** Stripe has the money: the time is theirs if nobody else has it and it has not begun, or else all of it goes back. */
export function settlePayment(world: World, session: Session): void {
  if (session.payment !== "created" && session.payment !== "failed") return;
  session.payment = "paid";
  const isTheirs = session.status === "held" || (session.status === "expired" && isFree(world, session));
  if (!isTheirs || session.starts_at <= world.now) return order(session, session.price);
  giveUpInTheWay(world, session);
  session.status = "confirmed";
  session.confirmed_at = world.now;
}

function order(session: Session, amount: number): void {
  if (amount > 0) session.refunds.push({ amount, state: "ordered", soon: null, isReplaced: false });
}

/** What a client gets back at this moment, by the terms that were bought. */
export function percentBack({ preset, starts_at, confirmed_at }: Session, now: number): number {
  const isFresh = confirmed_at !== null && now < confirmed_at + 30 * minute && starts_at - confirmed_at > 24 * hour;
  const [best] = cancellationPresets[preset].filter(({ hours_before }) => now < starts_at - hours_before * hour);
  return isFresh ? 100 : (best?.refund_percent ?? 0);
}

/** The figure beside the button. */
export function shownRefund(session: Session, now: number): number {
  return Math.round((session.price * percentBack(session, now)) / 100);
}

function cancel(world: World, session: Session, by: "client" | "coach"): Answer {
  if (by === "coach" && session.confirmed_at === null) return "not_found";
  if (session.status !== "confirmed" || session.starts_at <= world.now) return "conflict";
  session.given_back = by === "coach" ? session.price : shownRefund(session, world.now);
  // Nothing comes back twice: neither what was given back before, nor what the client's bank has taken.
  order(session, Math.min(session.given_back, session.price - decided(session) - lostToBank(session)));
  return settle(world, session, by === "coach" ? "canceled_by_tutor" : "canceled_by_consumer");
}

function settle({ now }: World, session: Session, status: Session["status"]): Answer {
  session.status = status;
  session.settled_at = now;
  return "ok";
}

function move(world: World, session: Session, starts_at: number): Answer {
  const { now } = world;
  const isMovable = session.status === "confirmed" && session.starts_at > now && session.version < 3 && percentBack(session, now) === 100;
  if (!isMovable || session.starts_at === starts_at) return "conflict";
  if (starts_at < now + 12 * hour || starts_at > now + 60 * 24 * hour) return "invalid";
  if (!isFree(world, { ...session, starts_at })) return "conflict";
  giveUpInTheWay(world, { ...session, starts_at });
  Object.assign(session, { starts_at, ends_at: starts_at + length, version: session.version + 1 });
  return "ok";
}

function report(world: World, session: Session, { by, kind }: { by: "client" | "coach"; kind: "no_show" | "problem" }): Answer {
  const { now } = world;
  const { status, starts_at, ends_at, settled_at } = session;
  if (by === "coach" && session.confirmed_at === null) return "not_found";
  if (session.isDecided || session.reported[by]) return "conflict";
  if (status !== "disputed") {
    const states = by === "client" ? ["confirmed", "completed", "no_show_consumer"] : kind === "no_show" ? ["confirmed"] : [];
    const from = kind === "no_show" ? starts_at + 15 * minute : starts_at;
    const until = by === "client" ? (settled_at ?? ends_at + 24 * hour) + 24 * hour : ends_at + 24 * hour;
    if (!states.includes(status) || now < from || now >= until) return "conflict";
  }
  session.reported[by] = true;
  if (by === "coach" && status === "confirmed") return settle(world, session, "no_show_consumer");
  session.status = "disputed";
  session.settled_at = null;
  return "ok";
}

function decide(world: World, session: Session, { outcome, percent }: { outcome: "took_place" | "client_absent" | "coach_absent"; percent: number }): Answer {
  if (!session.reported.client && !session.reported.coach) return "not_found";
  const amount = Math.round((session.price * percent) / 100);
  if (session.status !== "disputed" || amount > session.price - decided(session) - lostToBank(session)) return "conflict";
  session.isDecided = true;
  session.given_back = amount;
  order(session, amount);
  return settle(world, session, ({ took_place: "completed", client_absent: "no_show_consumer", coach_absent: "no_show_tutor" } as const)[outcome]);
}

function orderPart(session: Session, percent: number): Answer {
  if (session.payment !== "paid") return "skip";
  const amount = Math.max(1, Math.round((session.price * percent) / 100));
  if (amount > session.price - decided(session) - lostToBank(session)) return "conflict";
  order(session, amount);
  return "ok";
}

function retry(session: Session): Answer {
  const failed = session.refunds.find(({ state, isReplaced }) => state === "failed" && !isReplaced);
  if (!failed) return "skip";
  if (owed(session) < failed.amount) return "conflict";
  failed.isReplaced = true;
  order(session, failed.amount);
  return "ok";
}

/** Once a charge, and only of what has not gone back. */
function dispute({ now }: World, session: Session): Answer {
  const amount = session.price - sentBack(session);
  if (session.payment !== "paid" || session.dispute || amount < 1) return "skip";
  session.dispute = { state: "open", amount, due: now + disputeDays * 24 * hour, covered: 0 };
  return "ok";
}

/** The client keeps it, and it takes the place of what we owed to the client. Nobody's answer within Stripe's time is the same. */
export function lose(session: Session): void {
  if (session.dispute) Object.assign(session.dispute, { state: "lost", covered: Math.min(session.dispute.amount, owed(session)) });
}

function connect({ coaches }: World, number: number): Answer {
  const coach = coaches[number];
  if (!coach || coach.isConnected) return "skip";
  coach.isConnected = true;
  return "ok";
}

function edgeOf(session: Session, edge: Edge): number {
  const { hold_ends, starts_at, ends_at, preset, settled_at } = session;
  const [free, half] = cancellationPresets[preset];
  const before = (hours: number) => starts_at - hours * hour;
  switch (edge) {
    case "hold_ends":
      return hold_ends;
    case "free_until":
      return before(free.hours_before);
    case "half_until":
      return before((half ?? free).hours_before);
    case "start":
      return starts_at;
    case "no_show":
      return starts_at + 15 * minute;
    case "end":
      return ends_at;
    case "completes":
      return ends_at + 24 * hour;
    case "payday":
      return (settled_at ?? ends_at + 24 * hour) + 24 * hour;
  }
}

