import "server-only";
import { approximateUnitsPerUsd } from "@/lib/config/markets";
import { minorUnitDigits } from "@/lib/core/money";
import { monitoring } from "./state";

/** What the business does, as New Relic counts it: facts of no person, so nobody's consent is asked. The agent puts "Custom/" before each metric. */
export function noteSignup({ role, market }: { role: string; market: string }): void {
  const { newrelic } = monitoring();
  newrelic?.recordCustomEvent("UserSignup", { role, market });
  newrelic?.incrementMetric("Signup/Count");
}

export function noteBooking({ category, price, currency, duration_minutes }: { category: string; price: number; currency: string; duration_minutes: number }): void {
  const { newrelic } = monitoring();
  newrelic?.recordCustomEvent("BookingCreated", { category, price, currency, value_usd: inUsd(price, currency), duration_minutes });
  newrelic?.incrementMetric("Booking/Count");
  newrelic?.recordMetric("Booking/AverageValue", inUsd(price, currency));
}

export function notePayment({ amount, currency, method }: { amount: number; currency: string; method: string }): void {
  const { newrelic } = monitoring();
  newrelic?.recordCustomEvent("PaymentCompleted", { amount, currency, method, value_usd: inUsd(amount, currency) });
  newrelic?.incrementMetric("Payment/Count");
  newrelic?.recordMetric("Payment/Value", inUsd(amount, currency));
}

export function noteRefund({ amount, currency }: { amount: number; currency: string }): void {
  const { newrelic } = monitoring();
  newrelic?.incrementMetric("Refund/Count");
  newrelic?.recordMetric("Refund/Value", inUsd(amount, currency));
}

/** A search that nobody fits counts as one with none: those are lost, and to be known. */
export function noteSearch({ results }: { results: number }): void {
  monitoring().newrelic?.recordMetric("Search/Results", results);
}

/** Dollars, about: sums over currencies are for curves. */
function inUsd(amount: number, currency: string): number {
  return Math.round((amount / 10 ** minorUnitDigits(currency) / (approximateUnitsPerUsd[currency] ?? 1)) * 100) / 100;
}
