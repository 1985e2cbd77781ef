import "server-only";
import { render, toPlainText } from "@react-email/components";
import { createElement } from "react";
import type { FunctionComponent } from "react";
import AddressChange, { subject as addressChangeSubject } from "@/emails/address-change";
import type { AddressChangeProps } from "@/emails/address-change";
import AddressChangeNotice, { subject as addressChangeNoticeSubject } from "@/emails/address-change-notice";
import type { AddressChangeNoticeProps } from "@/emails/address-change-notice";
import BookingConfirmation, { subject as bookingConfirmationSubject } from "@/emails/booking-confirmation";
import type { BookingConfirmationProps } from "@/emails/booking-confirmation";
import BookingRefunded, { subject as bookingRefundedSubject } from "@/emails/booking-refunded";
import type { BookingRefundedProps } from "@/emails/booking-refunded";
import CalendarFailed, { subject as calendarFailedSubject } from "@/emails/calendar-failed";
import type { CalendarFailedProps } from "@/emails/calendar-failed";
import CoachApproval, { subject as coachApprovalSubject } from "@/emails/coach-approval";
import type { CoachApprovalProps } from "@/emails/coach-approval";
import CoachChangesRequested, { subject as coachChangesRequestedSubject } from "@/emails/coach-changes-requested";
import type { CoachChangesRequestedProps } from "@/emails/coach-changes-requested";
import CoachSuspended, { subject as coachSuspendedSubject } from "@/emails/coach-suspended";
import type { CoachSuspendedProps } from "@/emails/coach-suspended";
import NewBooking, { subject as newBookingSubject } from "@/emails/new-booking";
import type { NewBookingProps } from "@/emails/new-booking";
import PasswordReset, { subject as passwordResetSubject } from "@/emails/password-reset";
import type { PasswordResetProps } from "@/emails/password-reset";
import PaymentFailed, { subject as paymentFailedSubject } from "@/emails/payment-failed";
import type { PaymentFailedProps } from "@/emails/payment-failed";
import PaymentReceipt, { subject as paymentReceiptSubject } from "@/emails/payment-receipt";
import type { PaymentReceiptProps } from "@/emails/payment-receipt";
import ProblemDecided, { subject as problemDecidedSubject } from "@/emails/problem-decided";
import type { ProblemDecidedProps } from "@/emails/problem-decided";
import SecurityNotice, { subject as securityNoticeSubject } from "@/emails/security-notice";
import type { SecurityNoticeProps } from "@/emails/security-notice";
import SessionCanceled, { subject as sessionCanceledSubject } from "@/emails/session-canceled";
import type { SessionCanceledProps } from "@/emails/session-canceled";
import SessionReminder, { subject as sessionReminderSubject } from "@/emails/session-reminder";
import type { SessionReminderProps } from "@/emails/session-reminder";
import SessionReported, { subject as sessionReportedSubject } from "@/emails/session-reported";
import type { SessionReportedProps } from "@/emails/session-reported";
import SessionRescheduled, { subject as sessionRescheduledSubject } from "@/emails/session-rescheduled";
import type { SessionRescheduledProps } from "@/emails/session-rescheduled";
import Welcome, { subject as welcomeSubject } from "@/emails/welcome";
import type { WelcomeProps } from "@/emails/welcome";
import type { AnyMailTemplate } from "@/lib/outbox/schema";

/** What each template needs to know. */
export interface MailProps extends Record<AnyMailTemplate, object> {
  welcome: WelcomeProps;
  "password-reset": PasswordResetProps;
  "booking-confirmation": BookingConfirmationProps;
  "payment-receipt": PaymentReceiptProps;
  "new-booking": NewBookingProps;
  "booking-refunded": BookingRefundedProps;
  "address-change": AddressChangeProps;
  "address-change-notice": AddressChangeNoticeProps;
  "calendar-failed": CalendarFailedProps;
  "coach-approval": CoachApprovalProps;
  "coach-changes-requested": CoachChangesRequestedProps;
  "coach-suspended": CoachSuspendedProps;
  "security-notice": SecurityNoticeProps;
  "session-canceled": SessionCanceledProps;
  "session-rescheduled": SessionRescheduledProps;
  "session-reported": SessionReportedProps;
  "problem-decided": ProblemDecidedProps;
  "session-reminder": SessionReminderProps;
  "payment-failed": PaymentFailedProps;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

export async function renderMail<T extends AnyMailTemplate>(name: T, props: MailProps[T]): Promise<RenderedMail> {
  const template: Template<MailProps[T]> = templates[name];
  const html = await render(createElement(template.body, props));
  return { subject: template.subject(props), html, text: plainText(html) };
}

interface Template<Props extends object> {
  body: FunctionComponent<Props>;
  subject: (props: Props) => string;
}

const templates: { [T in AnyMailTemplate]: Template<MailProps[T]> } = {
  welcome: { body: Welcome, subject: welcomeSubject },
  "password-reset": { body: PasswordReset, subject: passwordResetSubject },
  "booking-confirmation": { body: BookingConfirmation, subject: bookingConfirmationSubject },
  "payment-receipt": { body: PaymentReceipt, subject: paymentReceiptSubject },
  "new-booking": { body: NewBooking, subject: newBookingSubject },
  "booking-refunded": { body: BookingRefunded, subject: bookingRefundedSubject },
  "address-change": { body: AddressChange, subject: addressChangeSubject },
  "address-change-notice": { body: AddressChangeNotice, subject: addressChangeNoticeSubject },
  "calendar-failed": { body: CalendarFailed, subject: calendarFailedSubject },
  "coach-approval": { body: CoachApproval, subject: coachApprovalSubject },
  "coach-changes-requested": { body: CoachChangesRequested, subject: coachChangesRequestedSubject },
  "coach-suspended": { body: CoachSuspended, subject: coachSuspendedSubject },
  "security-notice": { body: SecurityNotice, subject: securityNoticeSubject },
  "session-canceled": { body: SessionCanceled, subject: sessionCanceledSubject },
  "session-rescheduled": { body: SessionRescheduled, subject: sessionRescheduledSubject },
  "session-reported": { body: SessionReported, subject: sessionReportedSubject },
  "problem-decided": { body: ProblemDecided, subject: problemDecidedSubject },
  "session-reminder": { body: SessionReminder, subject: sessionReminderSubject },
  "payment-failed": { body: PaymentFailed, subject: paymentFailedSubject },
};

function plainText(html: string): string {
  return toPlainText(html, {
    selectors: [
      { selector: "h1", options: { uppercase: false } },
      { selector: "div.fact", format: "block", options: { leadingLineBreaks: 2 } },
      { selector: "table.price-lines", format: "dataTable", options: { colSpacing: 3 } },
    ],
  });
}
