import { splitPrice } from "@/lib/core/money";
import type { BookingDocument } from "./schema";

/** Minor units of a booking's price that went, or go, back to its client, or into the package that it was paid from. */
export function givenBack({ price, cancellation, problem }: Pick<BookingDocument, "price" | "cancellation" | "problem">): number {
  if (cancellation?.returns_session) return price;
  return cancellation?.refund_amount ?? problem?.decision?.refund_amount ?? 0;
}

/** What is kept of the price, and how platform and coach divide it: fee + share = kept = price − given back, always. */
export function earningsOf(booking: Pick<BookingDocument, "price" | "fee_basis_points" | "cancellation" | "problem">): { kept: number; fee: number; share: number } {
  const kept = booking.price - givenBack(booking);
  return { kept, ...splitPrice(kept, booking.fee_basis_points) };
}
