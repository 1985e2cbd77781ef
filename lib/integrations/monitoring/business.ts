import "server-only";
import { approximateUnitsPerUsd } from "@/lib/config/markets";
import { minorUnitDigits } from "@/lib/core/money";
import { tellNewRelic } from "./quietly";

/** What the business does, as New Relic counts it: facts of no person, so nobody's consent is asked. The agent puts "Custom/" before each metric. */
export function noteSignup({ role, market }: { role: string; market: string }): void {
  tellNewRelic((agent) => {
    agent.recordCustomEvent("UserSignup", { role, market });
    agent.incrementMetric("Signup/Count");
  });
}

export function noteBooking({ category, price, currency, duration_minutes }: { category: string; price: number; currency: string; duration_minutes: number }): void {
  const value_usd = inUsd(price, currency);
  tellNewRelic((agent) => {
    agent.recordCustomEvent("BookingCreated", { category, price, currency, value_usd, duration_minutes });
    agent.incrementMetric("Booking/Count");
    agent.recordMetric("Booking/AverageValue", value_usd);
  });
}

export function notePayment({ amount, currency, method }: { amount: number; currency: string; method: string }): void {
  const value_usd = inUsd(amount, currency);
  tellNewRelic((agent) => {
    agent.recordCustomEvent("PaymentCompleted", { amount, currency, method, value_usd });
    agent.incrementMetric("Payment/Count");
    agent.recordMetric("Payment/Value", value_usd);
  });
}

export function noteRefund({ amount, currency }: { amount: number; currency: string }): void {
  tellNewRelic((agent) => {
    agent.incrementMetric("Refund/Count");
    agent.recordMetric("Refund/Value", inUsd(amount, currency));
  });
}

/** A search that nobody fits counts as one with none: those are lost, and to be known. */
export function noteSearch({ results }: { results: number }): void {
  tellNewRelic((agent) => agent.recordMetric("Search/Results", results));
}

/** Dollars, about: sums over currencies are for curves. */
function inUsd(amount: number, currency: string): number {
  return Math.round((amount / 10 ** minorUnitDigits(currency) / (approximateUnitsPerUsd[currency] ?? 1)) * 100) / 100;
}
