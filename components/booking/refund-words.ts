import type { BookingView } from "@/lib/bookings/view";
import { formatMoney, type Money } from "@/lib/core/money";
import { momentWords } from "./session-words";

export type RefundQuoteView = NonNullable<BookingView["refund_if_canceled"]>;

/** What the button says: the whole consequence in four words. */
export function cancelButtonWords(quote: Money & { returns_session?: true }): string {
  if (quote.returns_session) return "Cancel and keep the session";
  return quote.amount === 0 ? "Cancel without a refund" : `Cancel and get ${formatMoney(quote)} back`;
}

/** "You get $32.50 back, half of what you paid, to the card ending in 4242." */
export function refundSentence(quote: RefundQuoteView, { price, card }: { price: Money; card: { last4: string } | null }): string {
  if (quote.returns_session) return "The session goes back into your package: you can book another time with it, and pay nothing.";
  if (quote.amount === 0) return `Nothing of your ${formatMoney(price)} comes back: the time to cancel for a refund is over.`;
  const share = quote.amount === price.amount ? "everything" : quote.percent === 50 ? "half of what you paid" : `${quote.percent} % of what you paid`;
  const to = card ? ` to the card ending in ${card.last4}` : "";
  return `You get ${formatMoney(quote)} back, ${share},${to || " to the card that you paid with"}. Banks take 5 to 10 days to show it.`;
}

/** Until when the figure stands; null where it stands until the session begins. */
export function untilSentence(quote: RefundQuoteView, zone: string): string | null {
  if (quote.returns_session && quote.until) return `This holds until ${momentWords(new Date(quote.until), zone)}; after that it does not come back, or only a part in money.`;
  return quote.until ? `This figure holds until ${momentWords(new Date(quote.until), zone)}; after that it is less.` : null;
}
