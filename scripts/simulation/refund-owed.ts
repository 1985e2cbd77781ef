import type { CancellationPreset } from "@/lib/config/policy";

/**
 * What the product promises for a client's own cancelling, said once more and not by the code that is looked at:
 * flexible 100 % until 12 h before, moderate 100 % until 24 h and 50 % until 12 h, strict 100 % until 48 h and 50 % until
 * 24 h; and everything for half an hour after the purchase where the session was more than a day away then.
 */
export function refundOwed(session: { preset: CancellationPreset; price: number; starts_at: Date; booked_at: Date; at: Date }): number {
  const { preset, price, starts_at, booked_at, at } = session;
  const hoursAhead = (starts_at.getTime() - at.getTime()) / 3_600_000;
  const isGrace = at.getTime() - booked_at.getTime() < 30 * 60_000 && starts_at.getTime() - booked_at.getTime() > 24 * 3_600_000;
  const [all, half] = { flexible: [12, 12], moderate: [24, 12], strict: [48, 24] }[preset] as [number, number];
  if (isGrace || hoursAhead > all) return price;
  return hoursAhead > half ? Math.floor((price + 1) / 2) : 0;
}
