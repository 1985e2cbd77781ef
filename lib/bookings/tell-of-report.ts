import "server-only";
import type { ClientSession } from "mongodb";
import { notify } from "@/lib/notifications/notify";
import { addTask } from "@/lib/outbox/store";
import { findTutor } from "@/lib/tutors/store";
import { findUser, listAdminIds } from "@/lib/users/store";
import type { BookingDocument, BookingReport } from "./schema";

interface Told {
  booking: BookingDocument;
  to: "disputed" | "no_show_consumer";
  report: BookingReport;
  now: Date;
  session: ClientSession;
}

/** Tells the other side what was said, by mail where it costs them something, and the admins where they have to decide. */
export async function tellOfReport({ booking, to, report, now, session }: Told): Promise<void> {
  const { _id: booking_id, consumer_id, tutor_user_id } = booking;
  const key = `report:${booking_id}:${report.by}`;
  if (report.by === "coach") {
    const tutor_name = (await findTutor(booking.tutor_id, session))?.name ?? "Your coach";
    const body = to === "disputed" ? "We hear both sides and decide." : "Were you there? Say so within a day, and we look at it.";
    await notify({ key: `${key}:${consumer_id}`, user_id: consumer_id, kind: "booking", title: titleFor(tutor_name, report), body, href: `/bookings/${booking_id}`, now, session });
  } else {
    const client_name = (await findUser(consumer_id, session))?.name ?? "A client";
    const body = "Say how it was from your side. Your share waits until we have decided.";
    await notify({ key: `${key}:${tutor_user_id}`, user_id: tutor_user_id, kind: "booking", title: titleFor(client_name, report), body, href: `/coach/bookings/${booking_id}`, now, session });
  }
  const recipient_id = report.by === "coach" ? consumer_id : tutor_user_id;
  await addTask({ key: `mail:session-reported:${booking_id}:${report.by}`, task: { kind: "mail", template: "session-reported", recipient_id, booking_id }, now, session });

  if (to !== "disputed") return;
  const forAdmins = { kind: "booking" as const, title: "A session to decide about", body: "A client or a coach has reported it.", href: `/admin/problems/${booking_id}` };
  for (const user_id of await listAdminIds(session)) await notify({ key: `problem:${booking_id}:${user_id}`, user_id, ...forAdmins, now, session });
}

function titleFor(name: string, { kind, by }: BookingReport): string {
  if (kind === "no_show") return `${name} says that you did not come`;
  return by === "coach" ? `${name} has answered to your report` : `${name} has reported a problem`;
}
