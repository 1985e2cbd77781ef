import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Money } from "@/lib/core/money";
import { findPaymentOfBooking } from "@/lib/payments/store";
import type { PaymentDocument } from "@/lib/payments/schema";
import type { RefundStatus } from "@/lib/refunds/schema";
import { countTroubledRefunds, listRefundsOf, listTroubledRefunds } from "@/lib/refunds/store";
import { findTutors } from "@/lib/tutors/store";
import { findUsers } from "@/lib/users/store";
import { countDisputed, listDisputed } from "./outcome-store";
import type { BookingDocument, BookingReport, ProblemDecision } from "./schema";
import { findBooking } from "./store";

/** A reported session as admins see it: both sides' words, and the people by name. */
export interface AdminProblem {
  booking_id: string;
  status: BookingDocument["status"];
  subject: string;
  starts_at: string;
  ends_at: string;
  duration_minutes: number;
  client: { name: string; email: string };
  coach: { name: string; email: string; tutor_id: string };
  price: Money;
  fee_basis_points: number;
  opened_at: string;
  waiting_hours: number;
  reports: (Omit<BookingReport, "at"> & { at: string })[];
  decision: (Omit<ProblemDecision, "at" | "decided_by"> & { at: string; decided_by: string }) | null;
}

export interface AdminRefund {
  id: string;
  booking_id: string;
  amount: Money;
  status: RefundStatus;
  failure: string | null;
  ordered_at: string;
  client_name: string;
  card: PaymentDocument["card"];
}

export interface AdminProblems {
  sessions: AdminProblem[];
  sessions_count: number;
  refunds: AdminRefund[];
  refunds_count: number;
}

const shown = 100;

/** Everything that waits for an admin: reported sessions and refunds that did not arrive, the longest waiting first. */
export async function readProblems(now: Date): Promise<AdminProblems> {
  const [bookings, sessions_count, refunds, refunds_count] = await Promise.all([listDisputed(shown), countDisputed(), listTroubledRefunds(now, shown), countTroubledRefunds(now)]);
  const clients = new Map((await findUsers([...new Set(refunds.map(({ consumer_id }) => consumer_id))])).map((user) => [user._id, user.name]));
  const cards = await Promise.all(refunds.map(({ booking_id }) => findPaymentOfBooking(booking_id)));
  return {
    sessions: await describe(bookings, now),
    sessions_count,
    refunds: refunds.map(({ _id, booking_id, consumer_id, amount, currency, status, failure, created_at }, i) => ({
      ...{ id: _id, booking_id, amount: { amount, currency }, status, failure, ordered_at: created_at.toISOString() },
      client_name: clients.get(consumer_id) ?? "A former client",
      card: cards[i]?.card ?? null,
    })),
    refunds_count,
  };
}

/** For the overview's counter. */
export async function countProblems(now: Date): Promise<{ sessions: number; refunds: number }> {
  const [sessions, refunds] = await Promise.all([countDisputed(), countTroubledRefunds(now)]);
  return { sessions, refunds };
}

/** One reported session, decided or not. Throws 404 where nobody has reported it. */
export async function readProblem(bookingId: string, now: Date): Promise<AdminProblem & { refunds: { amount: Money; status: RefundStatus }[] }> {
  const booking = await findBooking(bookingId);
  const [problem] = booking?.problem ? await describe([booking], now) : [];
  if (!problem) throw new AppError("not_found", "There is no such problem.");
  const refunds = (await listRefundsOf(bookingId)).map(({ amount, currency, status }) => ({ amount: { amount, currency }, status }));
  return { ...problem, refunds };
}

async function describe(bookings: BookingDocument[], now: Date): Promise<AdminProblem[]> {
  const deciders = bookings.flatMap(({ problem }) => problem?.decision?.decided_by ?? []);
  const people = new Map((await findUsers([...new Set([...bookings.flatMap(({ consumer_id, tutor_user_id }) => [consumer_id, tutor_user_id]), ...deciders])])).map((user) => [user._id, user]));
  const tutors = new Map((await findTutors([...new Set(bookings.map(({ tutor_id }) => tutor_id))])).map((tutor) => [tutor._id, tutor]));
  return bookings.flatMap((booking) => {
    const { problem } = booking;
    if (!problem) return [];
    const [client, coach] = [people.get(booking.consumer_id), people.get(booking.tutor_user_id)];
    return {
      ...{ booking_id: booking._id, status: booking.status, subject: booking.subject, duration_minutes: booking.duration_minutes, fee_basis_points: booking.fee_basis_points },
      starts_at: booking.starts_at.toISOString(),
      ends_at: booking.ends_at.toISOString(),
      client: { name: client?.name ?? "A former client", email: client?.email ?? "" },
      coach: { name: tutors.get(booking.tutor_id)?.name ?? "A former coach", email: coach?.email ?? "", tutor_id: booking.tutor_id },
      price: { amount: booking.price, currency: booking.currency },
      opened_at: problem.opened_at.toISOString(),
      waiting_hours: Math.max(0, Math.floor((now.getTime() - problem.opened_at.getTime()) / 3_600_000)),
      reports: problem.reports.map((report) => ({ ...report, at: report.at.toISOString() })),
      decision: problem.decision && { ...problem.decision, at: problem.decision.at.toISOString(), decided_by: people.get(problem.decision.decided_by)?.name ?? "An admin" },
    };
  });
}
