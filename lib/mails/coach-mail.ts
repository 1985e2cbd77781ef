import "server-only";
import type { PayoutSentProps } from "@/emails/payout-sent";
import { findBookings } from "@/lib/bookings/store";
import { env } from "@/lib/config/env";
import { renderMail } from "@/emails/render-mail";
import { nameOfNobody } from "@/lib/core/name";
import { NoLongerNeeded, PermanentFailure } from "@/lib/jobs/queue";
import type { MailTask } from "@/lib/outbox/schema";
import { packageTitle } from "@/lib/packages/package-words";
import { findPurchase } from "@/lib/packages/purchase-store";
import { isPackage } from "@/lib/packages/rules";
import { findSponsorship } from "@/lib/sponsorships/store";
import { reviewReasons } from "@/lib/tutors/catalogue";
import { findTutor } from "@/lib/tutors/store";
import { findUsers } from "@/lib/users/store";
import type { ComposedMail } from "./account-mail";
import { readerOf, requireRecipient } from "./recipient";

type CoachTemplate = "coach-approval" | "coach-changes-requested" | "coach-suspended" | "calendar-failed" | "payout-sent" | "sponsorship-action-required" | "sponsorship-payment-failed";
export type CoachTask = Extract<MailTask, { template: CoachTemplate }>;

/** The mails to a coach about the profile and what hangs on it. */
export async function coachMail(task: CoachTask): Promise<ComposedMail> {
  const user = await requireRecipient(task.recipient_id);
  const { app_url } = env();
  const to = user.email;
  const room_url = `${app_url}/coach`;
  const common = { app_url, recipient: readerOf(user) };
  switch (task.template) {
    case "coach-approval": {
      const tutor = await findTutor(task.tutor_id);
      if (!tutor) throw new PermanentFailure(`coach-approval speaks of a coach who is not there: ${task.tutor_id}`);
      const security_url = user.two_factor_enabled ? null : `${app_url}/account/security`;
      const public_url = `${app_url}/coaches/${tutor.slug}`;
      return { to, content: await renderMail("coach-approval", { ...common, what: task.what, public_url, room_url, security_url }) };
    }
    case "coach-changes-requested": {
      const { outcome, note } = task;
      const reasons = task.reasons.map((id) => reviewReasons[id]);
      return { to, content: await renderMail("coach-changes-requested", { ...common, outcome, reasons, note, profile_url: `${app_url}/coach/onboarding` }) };
    }
    case "coach-suspended":
      return { to, content: await renderMail("coach-suspended", { ...common, note: task.note, room_url }) };
    case "payout-sent": {
      const { amount, arrives_on } = task;
      return { to, content: await renderMail("payout-sent", { ...common, amount, arrives_on, sessions: await paidSessions(task), room_url }) };
    }
    case "sponsorship-action-required":
    case "sponsorship-payment-failed": {
      const shown_until = await requireUnpaid(task);
      return { to, content: await renderMail(task.template, { ...common, amount: task.amount, shown_until, sponsorship_url: `${app_url}/coach/sponsorship` }) };
    }
    case "calendar-failed": {
      const { calendar_label, failure } = task;
      return { to, content: await renderMail("calendar-failed", { ...common, calendar: { name: calendar_label }, failure, availability_url: `${app_url}/coach/availability` }) };
    }
  }
}

/** Until when search shows it all the same. A mail that waited until it was paid, or over, says what is not so any more. */
async function requireUnpaid({ template, sponsorship_id }: { template: string; sponsorship_id: string }): Promise<Date> {
  const sponsorship = await findSponsorship(sponsorship_id);
  if (!sponsorship?.unpaid_invoice || !sponsorship.promoted_until) throw new NoLongerNeeded(`${template}: nothing of ${sponsorship_id} is unpaid`);
  return sponsorship.promoted_until;
}

async function paidSessions({ sessions }: Extract<CoachTask, { template: "payout-sent" }>): Promise<PayoutSentProps["sessions"]> {
  const bookings = [...(await findBookings(sessions.map(({ booking_id }) => booking_id))), ...(await restsOfPackages(sessions))];
  const clients = new Map((await findUsers(bookings.map(({ consumer_id }) => consumer_id))).map(({ _id, name }) => [_id, name]));
  return sessions.map(({ booking_id, amount }) => {
    const booking = bookings.find(({ _id }) => _id === booking_id);
    if (!booking) throw new PermanentFailure(`payout-sent speaks of a session that is not there: ${booking_id}`);
    return { subject: booking.subject, client_name: clients.get(booking.consumer_id) ?? nameOfNobody, starts_at: booking.starts_at, amount };
  });
}

/** What was kept of packages that ended is paid out too. */
async function restsOfPackages(sessions: { booking_id: string }[]) {
  const purchases = await Promise.all(sessions.filter(({ booking_id }) => isPackage(booking_id)).map(({ booking_id }) => findPurchase(booking_id)));
  return purchases.flatMap((purchase) => {
    if (!purchase?.ended) return [];
    const { _id, consumer_id, ended } = purchase;
    return [{ _id, consumer_id, subject: `Rest of a package, ${packageTitle(purchase)}`, starts_at: ended.at }];
  });
}
