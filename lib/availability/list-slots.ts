import "server-only";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { addDays, dateInZone, startOfDate } from "@/lib/core/time";
import type { TutorDocument } from "@/lib/tutors/schema";
import { findBookableTutor } from "@/lib/tutors/store";
import { findBusy } from "./find-busy";
import { freeStarts } from "./rules";

export interface SlotsQuery {
  tutor_id: string;
  /** The coach's default length where it is not said. */
  duration_minutes?: number | undefined;
  /** A date in `timezone`; today where it is not said. */
  from?: string | undefined;
  days: number;
  /** The viewer's; the coach's where it is not said. */
  timezone?: string | undefined;
}

export interface SlotTable {
  timezone: string;
  duration_minutes: number;
  days: { date: string; starts: string[] }[];
}

/** The free starts of some days, under the dates of the viewer's zone. Days without one are listed too. */
export async function listSlots(query: SlotsQuery, now: Date): Promise<SlotTable> {
  const tutor = await findBookableTutor(query.tutor_id);
  if (!tutor) throw new AppError("not_found", "There is no such coach.");
  const duration_minutes = query.duration_minutes ?? tutor.default_duration_minutes;
  if (![...tutor.offers, tutor.trial].some((offer) => offer?.duration_minutes === duration_minutes)) {
    throw new AppError("invalid", `${tutor.name} does not offer this length.`, { fields: { duration_minutes: "Choose one of the coach's lengths." } });
  }

  return slotTable({ ...query, tutor, duration_minutes }, now);
}

interface TableQuery extends Omit<SlotsQuery, "tutor_id"> {
  tutor: TutorDocument;
  duration_minutes: number;
  /** Leaves this booking's own time free: it is to be moved. */
  except_booking_id?: string;
}

/** The same for a length that is not asked about any more, such as that of a session which was sold. */
export async function slotTable(query: TableQuery, now: Date): Promise<SlotTable> {
  const { tutor, duration_minutes, except_booking_id } = query;
  const { availability } = tutor;
  const timezone = query.timezone ?? availability.timezone;
  const today = dateInZone(now, timezone);
  const first = query.from ?? today;
  const days = new Map(Array.from({ length: query.days }, (_, i) => [addDays(first, i), [] as string[]]));
  // Beyond the farthest horizon nothing is free; not looking there spares reading a zone's changes of a far century.
  if (first > addDays(today, policy.horizon_max_days + 1) || addDays(first, query.days) < today) return table();

  const from = startOfDate(first, timezone);
  const until = startOfDate(addDays(first, query.days), timezone);
  const reach = (duration_minutes + availability.gap_minutes) * 60_000;
  const busy = await findBusy({ tutor_ids: [tutor._id], from, until: new Date(until.getTime() + reach), now, ...(except_booking_id && { except_booking_id }) });
  for (const start of freeStarts({ availability, duration_minutes, busy: busy.get(tutor._id) ?? [], now, from, until })) {
    days.get(dateInZone(start, timezone))?.push(start.toISOString());
  }
  return table();

  function table(): SlotTable {
    return { timezone, duration_minutes, days: [...days].map(([date, starts]) => ({ date, starts })) };
  }
}
