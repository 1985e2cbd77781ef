import "server-only";
import type { ClientSession } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import { wake } from "@/lib/jobs/wake";
import { planTransfer } from "@/lib/transfers/plan-transfer";
import { postSessionContested, postSessionSettled } from "@/lib/ledger/post-session";
import { countCompleted } from "@/lib/tutors/store";
import type { Role } from "@/lib/users/schema";
import { addReport } from "./outcome-store";
import { refuse, requireBooking } from "./require-booking";
import type { BookingDocument, BookingReport } from "./schema";
import { tellOfReport } from "./tell-of-report";
import { whyNotReport } from "./why-not";

interface Order {
  booking_id: string;
  user: { id: string; role: Role };
  kind: BookingReport["kind"];
  note: string | null;
  now: Date;
}

/** A client says that something was not right, or that nobody came. The coach's share waits until an admin has decided. */
export function reportAsClient(order: Order): Promise<BookingDocument> {
  return report(order, "client");
}

/**
 * A coach says that the client did not come: the charge is kept, and the client may contest that until the coach's share is
 * due. Where the client has reported first, it is the coach's side of the story (of either kind), and the admin decides.
 */
export function reportAsCoach(order: Order): Promise<BookingDocument> {
  return report(order, "coach");
}

/** Both say that the other one was missing: the second report makes it a case for an admin, whoever was first. */
async function report({ booking_id, user, kind, note, now }: Order, by: BookingReport["by"]): Promise<BookingDocument> {
  const reported = await withTransaction(async (session) => {
    const booking = await requireBooking({ booking_id, user_id: user.id, as: by, session });
    refuse(whyNotReport(booking, { by, kind, now }));
    const said: BookingReport = { by, kind, note, at: now };
    const to = by === "coach" && booking.status === "confirmed" ? "no_show_consumer" : "disputed";
    const opened_at = booking.problem?.opened_at ?? now;
    if (!(await addReport({ booking, from: booking.status, to, opened_at, report: said, now, session }))) throw new AppError("conflict", "This session has just changed. Look at it again.");
    if (booking.status === "completed") await countCompleted({ tutor_id: booking.tutor_id, by: -1, session });
    if (to === "no_show_consumer") await planTransfer({ booking: { ...booking, status: to, settled_at: now }, now, session });
    if (to === "disputed") await postSessionContested({ booking, now, session });
    else await postSessionSettled({ booking, by: "no_show", now, session });
    await writeAudit({ booking, to, said, user, now, session });
    await tellOfReport({ booking, to, report: said, now, session });
    const problem = { reports: [...(booking.problem?.reports ?? []), said], opened_at, decision: null };
    return { ...booking, status: to, problem } satisfies BookingDocument;
  });
  wake("outbox");
  return reported;
}

interface Written {
  booking: BookingDocument;
  to: BookingDocument["status"];
  said: BookingReport;
  user: Order["user"];
  now: Date;
  session: ClientSession;
}

/** What they wrote stays with the booking, where deleting their account finds it. */
function writeAudit({ booking, to, said, user, now, session }: Written): Promise<void> {
  const action = said.kind === "no_show" ? "booking.report_no_show" : "booking.report_problem";
  const entry = { actor_id: user.id, actor_role: user.role, action, subject_id: booking._id, note: null };
  return addAuditEntry({ ...entry, before: { status: booking.status }, after: { status: to, by: said.by }, now, session });
}
