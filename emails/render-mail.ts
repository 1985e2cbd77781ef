import { render, toPlainText } from "@react-email/components";
import { createElement } from "react";
import type { FunctionComponent } from "react";
import type { AnyMailTemplate } from "@/lib/outbox/schema";
import * as addressChange from "./address-change";
import * as addressChangeNotice from "./address-change-notice";
import * as announcement from "./announcement";
import * as bookingConfirmation from "./booking-confirmation";
import * as bookingRefunded from "./booking-refunded";
import * as calendarFailed from "./calendar-failed";
import * as coachApproval from "./coach-approval";
import * as coachChangesRequested from "./coach-changes-requested";
import * as coachSuspended from "./coach-suspended";
import * as invite from "./invite";
import * as newBooking from "./new-booking";
import * as packageBought from "./package-bought";
import * as packageEnded from "./package-ended";
import * as packageExpiring from "./package-expiring";
import * as packageSold from "./package-sold";
import type { Recipient } from "./parts/session";
import * as passwordReset from "./password-reset";
import * as paymentFailed from "./payment-failed";
import * as paymentReceipt from "./payment-receipt";
import * as payoutSent from "./payout-sent";
import * as problemDecided from "./problem-decided";
import * as securityNotice from "./security-notice";
import * as serviceAlert from "./service-alert";
import * as sessionCanceled from "./session-canceled";
import * as sessionReminder from "./session-reminder";
import * as sessionReported from "./session-reported";
import * as sessionRescheduled from "./session-rescheduled";
import * as sponsorshipActionRequired from "./sponsorship-action-required";
import * as sponsorshipPaymentFailed from "./sponsorship-payment-failed";
import * as welcome from "./welcome";
import { isTranslated } from "./words/words";

/** Every mail by its name; a name of the outbox that is missing here is a type error. */
export const templates = {
  welcome,
  "password-reset": passwordReset,
  "booking-confirmation": bookingConfirmation,
  "payment-receipt": paymentReceipt,
  "payment-failed": paymentFailed,
  "session-reminder": sessionReminder,
  "session-rescheduled": sessionRescheduled,
  "session-canceled": sessionCanceled,
  "session-reported": sessionReported,
  "problem-decided": problemDecided,
  "booking-refunded": bookingRefunded,
  "new-booking": newBooking,
  "package-bought": packageBought,
  "package-sold": packageSold,
  "package-expiring": packageExpiring,
  "package-ended": packageEnded,
  "coach-approval": coachApproval,
  "coach-changes-requested": coachChangesRequested,
  "coach-suspended": coachSuspended,
  "payout-sent": payoutSent,
  "sponsorship-action-required": sponsorshipActionRequired,
  "sponsorship-payment-failed": sponsorshipPaymentFailed,
  "calendar-failed": calendarFailed,
  "address-change": addressChange,
  "address-change-notice": addressChangeNotice,
  "security-notice": securityNotice,
  "service-alert": serviceAlert,
  invite,
  announcement,
} satisfies { [T in AnyMailTemplate]: object };

type Templates = typeof templates;

/** What each mail needs to know. */
export type MailProps = { [T in AnyMailTemplate]: Parameters<Templates[T]["default"]>[0] };

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** A mail that is not translated is in English as a whole, dates and money too. */
export async function renderMail<T extends AnyMailTemplate>(name: T, given: MailProps[T]): Promise<RenderedMail> {
  const { default: body, subject } = templates[name] as unknown as Template<MailProps[T]>;
  const props = isTranslated(name) ? given : { ...given, recipient: { ...given.recipient, language: "en" as const } };
  const html = await render(createElement(body, props));
  return { subject: subject(props), html, text: plainText(html) };
}

interface Template<Props extends { recipient: Recipient }> {
  default: FunctionComponent<Props>;
  subject: (props: Props) => string;
}

function plainText(html: string): string {
  return toPlainText(html, {
    selectors: [
      { selector: "h1", options: { uppercase: false } },
      { selector: "div.fact", format: "block", options: { leadingLineBreaks: 2 } },
      { selector: "table.price-lines", format: "dataTable", options: { colSpacing: 3 } },
    ],
  });
}
