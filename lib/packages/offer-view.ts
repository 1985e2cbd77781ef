import type { Money } from "@/lib/core/money";
import { splitPrice } from "@/lib/core/money";
import type { Offer } from "@/lib/tutors/schema";
import { packagePrice } from "./rules";
import type { PackageDocument } from "./schema";

/** A package as strangers see it. */
export interface PackageOffer {
  id: string;
  sessions: number;
  duration_minutes: number;
  discount_percent: number;
  valid_days: number;
  price: Money;
  /** The same sessions one by one. */
  single_total: Money;
  /** One session of it, before the odd cent. */
  each: Money;
}

export interface OwnPackageOffer extends PackageOffer {
  /** The coach's share of one session. */
  you_receive: Money;
}

/** Null where the coach does not offer sessions of this length any more: then nobody can buy it. */
export function toPackageOffer(offer: PackageDocument, coach: { offers: readonly Offer[]; currency: string }): PackageOffer | null {
  const single_price = coach.offers.find(({ duration_minutes }) => duration_minutes === offer.duration_minutes)?.price;
  if (single_price === undefined) return null;
  const { _id: id, sessions, duration_minutes, discount_percent, valid_days } = offer;
  const money = (amount: number): Money => ({ amount, currency: coach.currency });
  const price = packagePrice({ single_price, sessions, discount_percent });
  return { id, sessions, duration_minutes, discount_percent, valid_days, price: money(price), single_total: money(single_price * sessions), each: money(Math.floor(price / sessions)) };
}

export function toOwnPackageOffer(offer: PackageOffer, fee_basis_points: number): OwnPackageOffer {
  const { currency } = offer.price;
  return { ...offer, you_receive: { amount: splitPrice(offer.each.amount, fee_basis_points).share, currency } };
}
