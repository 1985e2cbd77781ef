import { areRefundsOpen, decided, hour, isHeld, lostToBank, type Session, shareOf, type World } from "./test-model";
import { lose, settlePayment } from "./test-model-deeds";

/** Longest that a share which nothing keeps any more may wait for somebody to look at it again. */
const patience = 26 * hour;

/** What workers, banks and Stripe do by themselves, as often as they have the time for it. */
export function goOn(world: World): void {
  for (const session of world.sessions.values()) for (const refund of session.refunds) if (refund.soon) Object.assign(refund, { state: refund.soon, soon: null });
  if (world.hears) for (const { session, news } of world.unheard.splice(0)) hear(world, session, news);
  for (const session of world.sessions.values()) {
    if (session.dispute?.state === "open" && session.dispute.due <= world.now) lose(session);
    giveBack(session);
    if (session.status === "confirmed" && session.ends_at + 24 * hour <= world.now) Object.assign(session, { status: "completed", settled_at: world.now });
    lookAtShare(world, session);
  }
}

function hear(world: World, session: Session, news: "asks" | "failed" | "paid"): void {
  // News are a reason to look, and what is seen is how it is by now.
  if (session.intent?.state === "paid") return settlePayment(world, session);
  if (news === "failed" && session.payment === "created") session.payment = "failed";
  if (news !== "asks" || session.isExtended || !isHeld(session, world.now)) return;
  session.isExtended = true;
  session.hold_ends += 5 * 60_000;
}

/** Stripe gives nothing back of what a bank has taken. */
function giveBack({ refunds, dispute, intent }: Session): void {
  for (const refund of refunds.filter(({ state }) => state === "ordered")) {
    if (dispute && dispute.state !== "won") refund.state = "failed";
    else if (intent?.card === "refunds_late") Object.assign(refund, { state: "pending", soon: "out" });
    else if (intent?.card === "refunds_fail") Object.assign(refund, { state: "out", soon: "failed" });
    else refund.state = "out";
  }
}

/** The coach's share of what was kept, a day after it was settled, while nobody contests it and nothing is on its way back. */
export function isSendable({ coaches, now }: World, session: Session): boolean {
  const { settled_at, status, dispute, sent, payment, coach } = session;
  if (sent !== null || payment !== "paid" || settled_at === null || settled_at + 24 * hour > now) return false;
  if (status === "disputed" || (dispute && dispute.state !== "won") || areRefundsOpen(session)) return false;
  return (coaches[coach]?.isConnected ?? false) && shareDue(session) > 0;
}

export function shareDue(session: Session): number {
  return shareOf(session.price - decided(session) - lostToBank(session));
}

function lookAtShare(world: World, session: Session): void {
  const isDue = session.settled_at !== null && session.settled_at + 24 * hour <= world.now;
  if (!isDue || session.sent !== null) return void Object.assign(session, { sendable_since: null, wasKept: false });
  if (isSendable(world, session)) {
    session.sendable_since ??= world.now;
    session.maySend = shareDue(session);
  } else Object.assign(session, { sendable_since: null, wasKept: true });
}

/** Whether the share must have been sent by now: at once where nothing ever kept it. */
export function mustBeSent({ now }: World, { sendable_since, wasKept }: Session): boolean {
  return sendable_since !== null && (!wasKept || now - sendable_since > patience);
}
