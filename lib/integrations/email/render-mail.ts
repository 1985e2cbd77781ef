import "server-only";
import { render, toPlainText } from "@react-email/components";
import { createElement } from "react";
import type { FunctionComponent } from "react";
import BookingConfirmation, { subject as bookingConfirmationSubject } from "@/emails/booking-confirmation";
import type { BookingConfirmationProps } from "@/emails/booking-confirmation";
import BookingRefunded, { subject as bookingRefundedSubject } from "@/emails/booking-refunded";
import type { BookingRefundedProps } from "@/emails/booking-refunded";
import NewBooking, { subject as newBookingSubject } from "@/emails/new-booking";
import type { NewBookingProps } from "@/emails/new-booking";
import PasswordReset, { subject as passwordResetSubject } from "@/emails/password-reset";
import type { PasswordResetProps } from "@/emails/password-reset";
import PaymentReceipt, { subject as paymentReceiptSubject } from "@/emails/payment-receipt";
import type { PaymentReceiptProps } from "@/emails/payment-receipt";
import Welcome, { subject as welcomeSubject } from "@/emails/welcome";
import type { WelcomeProps } from "@/emails/welcome";
import type { MailTemplate } from "@/lib/outbox/schema";

/** What each template needs to know. */
export interface MailProps extends Record<MailTemplate, object> {
  welcome: WelcomeProps;
  "password-reset": PasswordResetProps;
  "booking-confirmation": BookingConfirmationProps;
  "payment-receipt": PaymentReceiptProps;
  "new-booking": NewBookingProps;
  "booking-refunded": BookingRefundedProps;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

export async function renderMail<T extends MailTemplate>(name: T, props: MailProps[T]): Promise<RenderedMail> {
  const template: Template<MailProps[T]> = templates[name];
  const html = await render(createElement(template.body, props));
  return { subject: template.subject(props), html, text: plainText(html) };
}

interface Template<Props extends object> {
  body: FunctionComponent<Props>;
  subject: (props: Props) => string;
}

const templates: { [T in MailTemplate]: Template<MailProps[T]> } = {
  welcome: { body: Welcome, subject: welcomeSubject },
  "password-reset": { body: PasswordReset, subject: passwordResetSubject },
  "booking-confirmation": { body: BookingConfirmation, subject: bookingConfirmationSubject },
  "payment-receipt": { body: PaymentReceipt, subject: paymentReceiptSubject },
  "new-booking": { body: NewBooking, subject: newBookingSubject },
  "booking-refunded": { body: BookingRefunded, subject: bookingRefundedSubject },
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
