import { areRefundsOpen, decided, feeOf, isHeld, lostToBank, owed, sentBack, type Session, shareOf, type World } from "./test-model";
import { mustBeSent, shareDue } from "./test-model-later";

/** Everything of a session that money depends on, from the model and from the product in the same words. */
export interface View {
  status: string;
  version: number;
  starts_at: string;
  given_back: number;
  payment: string | null;
  /** What the client has back or will have, from us or from a bank. */
  back: number;
  /** Those that stand: what was ordered anew is not named twice. */
  refunds: [amount: number, state: string][];
  dispute: string | null;
  sent: number | null;
  reversed: number;
  /** Each account as its reader expects it, those of zero left out. */
  books: Record<string, number>;
}

export function viewOf(world: World, session: Session): View {
  const { status, version, starts_at, given_back, refunds, dispute, sent, reversed } = session;
  return {
    status: status === "held" && !isHeld(session, world.now) ? "expired" : status,
    ...{ version, given_back, sent, reversed },
    starts_at: new Date(starts_at).toISOString(),
    payment: session.payment !== "paid" ? session.payment : refunds.length === 0 ? "succeeded" : areRefundsOpen(session) ? "refund_pending" : "refunded",
    refunds: refunds.filter(({ isReplaced }) => !isReplaced).map(({ amount, state }) => [amount, state === "out" ? "succeeded" : state]),
    back: decided(session) + lostToBank(session),
    dispute: dispute?.state ?? null,
    books: booksOf(session),
  };
}

/** What the accounts must say follows from where the money is; in which order it came there is no matter. */
function booksOf(session: Session): Record<string, number> {
  const { price, dispute, settled_at, sent, reversed, intent } = session;
  const isTaken = session.payment === "paid";
  const kept = isTaken ? price - decided(session) - lostToBank(session) : 0;
  const coach = shareOf(kept) - (sent ?? 0) + reversed;
  const fees = (intent?.state === "paid" ? Math.round(price * 0.029) + 30 : 0) + (dispute ? 1_500 : 0);
  const atBank = dispute && dispute.state !== "won" ? dispute.amount : 0;
  const books = {
    stripe_balance: (isTaken ? price : 0) - fees - sentBack(session) - atBank - (sent ?? 0) + reversed,
    stripe_fees: fees,
    platform_revenue: feeOf(kept),
    // A share is pending until it is settled how the session ended; for a time that was lost it never is.
    coach_pending: settled_at === null ? Math.max(0, coach) : 0,
    coach_available: settled_at === null ? 0 : Math.max(0, coach),
    receivable: Math.max(0, 0 - coach),
    customer_clearing: owed(session),
    disputes: dispute?.state === "open" ? dispute.amount : 0,
  };
  return Object.fromEntries(Object.entries(books).filter(([, amount]) => amount !== 0));
}

/** What was seen of a share is taken over where it is allowed; otherwise says what is wrong with it. */
export function takeOver(world: World, session: Session, seen: Pick<View, "sent" | "reversed">): string | null {
  if (session.sent === null && seen.sent !== null) {
    if (session.maySend === null) return `${seen.sent} was sent to the coach, which is not due`;
    if (seen.sent !== session.maySend) return `${seen.sent} was sent to the coach instead of ${session.maySend}`;
    session.sent = seen.sent;
  }
  if (session.sent === null && mustBeSent(world, session)) return `the coach's ${shareDue(session)} should have been sent by now`;
  const most = (session.sent ?? 0) - shareDue(session);
  // Less where the coach's own balance is short.
  if (seen.reversed < session.reversed || (seen.reversed > session.reversed && seen.reversed > most)) return `${seen.reversed} was taken back of ${session.sent}, and at most ${most} may be`;
  session.reversed = seen.reversed;
  session.maySend = null;
  return null;
}
