import type { Money } from "@/lib/core/money";
import { type CoachCard, toCoachCard } from "@/lib/tutors/view";
import type { TutorDocument } from "@/lib/tutors/schema";
import { isCoachGone } from "./is-coach-gone";
import { refundOfUnused, whyNotBook, whyNotEnd } from "./rules";
import type { EndedBy, PackagePurchaseDocument, PurchaseStatus } from "./schema";

/** What ending a package would give back at this moment, by the function that carries it out. */
export interface EndQuote {
  refund: Money;
  sessions_left: number;
  rate: "package" | "single";
}

/** What both its client and its coach see of a bought package. Instants are ISO strings. */
interface PurchaseFacts {
  id: string;
  status: PurchaseStatus;
  sessions: number;
  duration_minutes: number;
  remaining: number;
  price: Money;
  single_price: Money;
  discount_percent: number;
  valid_days: number;
  bought_at: string | null;
  expires_at: string | null;
  ended: { by: EndedBy; at: string; sessions_left: number; refund: Money } | null;
  /** Null where this side cannot end it: `why_not_end` says why. */
  if_ended: EndQuote | null;
  why_not_end: string | null;
}

export interface PurchaseView extends PurchaseFacts {
  coach: CoachCard;
  /** A sentence where nothing can be booked now. */
  why_not_book: string | null;
}

export interface SoldPackageView extends PurchaseFacts {
  client_name: string;
  /** The client's to come, sessions that are booked already. */
  sessions_ahead: number;
}

interface Seen {
  purchase: PackagePurchaseDocument;
  tutor: TutorDocument;
  sessions_ahead: number;
  now: Date;
}

export function toPurchaseView({ purchase, tutor, sessions_ahead, now }: Seen): PurchaseView {
  const why = isCoachGone(tutor) ? { sentence: `${tutor.name} takes no bookings any more. End the package to get what is left back.` } : whyNotBook(purchase, { starts_at: now, now });
  return { ...toFacts({ purchase, tutor, sessions_ahead, now }, "client"), coach: toCoachCard(tutor), why_not_book: why?.sentence ?? null };
}

export function toSoldPackageView({ client_name, ...seen }: Seen & { client_name: string }): SoldPackageView {
  return { ...toFacts(seen, "coach"), client_name, sessions_ahead: seen.sessions_ahead };
}

function toFacts({ purchase, tutor, sessions_ahead }: Seen, by: "client" | "coach"): PurchaseFacts {
  const { _id: id, status, sessions, duration_minutes, remaining, price, single_price, currency, discount_percent, valid_days, bought_at, expires_at, ended } = purchase;
  const money = (amount: number): Money => ({ amount, currency });
  const why = whyNotEnd(purchase, { by, sessions_ahead });
  const { refund, sessions_left, rate } = refundOfUnused({ purchase, by, is_coach_gone: isCoachGone(tutor) });
  return {
    ...{ id, status, sessions, duration_minutes, remaining, discount_percent, valid_days },
    price: money(price),
    single_price: money(single_price),
    bought_at: bought_at?.toISOString() ?? null,
    expires_at: expires_at?.toISOString() ?? null,
    ended: ended ? { by: ended.by, at: ended.at.toISOString(), sessions_left: ended.sessions_left, refund: money(ended.refund_amount) } : null,
    if_ended: why ? null : { refund: money(refund), sessions_left, rate },
    why_not_end: why?.sentence ?? null,
  };
}
