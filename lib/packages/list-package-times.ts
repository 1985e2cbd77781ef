import "server-only";
import { slotTable } from "@/lib/availability/list-slots";
import { refuse } from "@/lib/bookings/require-booking";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { addDays, dateInZone } from "@/lib/core/time";
import { findBookableTutor } from "@/lib/tutors/store";
import { requirePurchase } from "./require-purchase";
import { whyNotBook } from "./rules";

export interface PackageTimes {
  /** The first and the last date that can have a free time, in the asker's zone. */
  first_date: string;
  last_date: string;
  duration_minutes: number;
  days: { date: string; starts: string[] }[];
}

const days_shown = 7;

/** A week of times that can be booked from a package, none after its end. Without `from` the first week with a free time. */
export async function listPackageTimes(query: { purchase_id: string; user_id: string; from?: string | undefined; timezone: string; now: Date }): Promise<PackageTimes> {
  const { purchase_id, user_id, from, timezone, now } = query;
  const purchase = await requirePurchase({ purchase_id, user_id, as: "client" });
  refuse(whyNotBook(purchase, { starts_at: now, now }));
  const tutor = await findBookableTutor(purchase.tutor_id);
  if (!tutor) throw new AppError("conflict", "This coach takes no bookings any more.", { details: { reason: "coach_gone" } });

  const { duration_minutes, expires_at } = purchase;
  const end = expires_at?.toISOString() ?? "";
  const list = async (first: string, days: number) => {
    const table = await slotTable({ tutor, duration_minutes, from: first, days, timezone }, now);
    return table.days.map(({ date, starts }) => ({ date, starts: starts.filter((start) => start < end) }));
  };
  const today = dateInZone(now, timezone);
  const horizon = addDays(today, tutor.availability.horizon_days);
  const lastDay = expires_at ? dateInZone(expires_at, timezone) : horizon;
  const dates = { first_date: today, last_date: lastDay < horizon ? lastDay : horizon, duration_minutes };
  if (from) return { ...dates, days: await list(from, days_shown) };

  const all = await list(today, policy.horizon_max_days + days_shown);
  const first = Math.max(0, all.findIndex(({ starts }) => starts.length > 0));
  return { ...dates, days: all.slice(first, first + days_shown) };
}
