import { describe, expect, it } from "vitest";
import { renderMail } from "@/lib/integrations/email/render-mail";
import type { MailProps } from "@/lib/integrations/email/render-mail";
import type { AnyMailTemplate } from "@/lib/outbox/schema";
import AddressChange from "./address-change";
import AddressChangeNotice from "./address-change-notice";
import BookingConfirmation from "./booking-confirmation";
import BookingRefunded from "./booking-refunded";
import CalendarFailed from "./calendar-failed";
import CoachApproval from "./coach-approval";
import CoachChangesRequested from "./coach-changes-requested";
import CoachSuspended from "./coach-suspended";
import NewBooking from "./new-booking";
import PasswordReset from "./password-reset";
import PaymentReceipt from "./payment-receipt";
import ProblemDecided from "./problem-decided";
import SecurityNotice from "./security-notice";
import SessionCanceled from "./session-canceled";
import PaymentFailed from "./payment-failed";
import SessionReminder from "./session-reminder";
import SessionReported from "./session-reported";
import SessionRescheduled from "./session-rescheduled";
import Welcome from "./welcome";

const previews: MailProps = {
  welcome: Welcome.PreviewProps,
  "password-reset": PasswordReset.PreviewProps,
  "booking-confirmation": BookingConfirmation.PreviewProps,
  "payment-receipt": PaymentReceipt.PreviewProps,
  "new-booking": NewBooking.PreviewProps,
  "booking-refunded": BookingRefunded.PreviewProps,
  "address-change": AddressChange.PreviewProps,
  "address-change-notice": AddressChangeNotice.PreviewProps,
  "calendar-failed": CalendarFailed.PreviewProps,
  "coach-approval": CoachApproval.PreviewProps,
  "coach-changes-requested": CoachChangesRequested.PreviewProps,
  "coach-suspended": CoachSuspended.PreviewProps,
  "security-notice": SecurityNotice.PreviewProps,
  "session-canceled": SessionCanceled.PreviewProps,
  "session-rescheduled": SessionRescheduled.PreviewProps,
  "session-reported": SessionReported.PreviewProps,
  "problem-decided": ProblemDecided.PreviewProps,
  "session-reminder": SessionReminder.PreviewProps,
  "payment-failed": PaymentFailed.PreviewProps,
};
const names = Object.keys(previews) as AnyMailTemplate[];

const hostile = {
  "an apostrophe": "Siobhán O'Brien",
  "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "200 characters": "Wolfeschlegelstein".repeat(12).slice(0, 200),
  "right-to-left text": "\u202eليلى الحسن",
  "a line break": "Eve\r\nBcc: everyone@example.com",
};
const cases = names.flatMap((name) => Object.entries(hostile).map(([kind, text]) => [name, kind, text] as const));

describe.each(names)("%s", (name) => {
  it("renders for its preview, complete and small enough for every inbox", async () => {
    const mail = await renderMail(name, previews[name]);
    expect(mail.subject.length).toBeGreaterThan(10);
    expect(mail.subject.length).toBeLessThan(120);
    expect(Buffer.byteLength(mail.html)).toBeLessThan(100 * 1024);
    expect(mail.html).toMatch(/^<!DOCTYPE html/);
    expect(mail.html).toMatch(/<title>[^<]{10,}<\/title>/);
    expect(mail.text).not.toContain("<title>");
    expect(mail.html).toContain('name="color-scheme" content="light dark"');
    expect(mail.html).toContain("prefers-color-scheme: dark");
    expect(mail.html).not.toMatch(/undefined|\[object|Invalid Date|NaN/);
  });

  it("has absolute links, and every link in the plain text too", async () => {
    const mail = await renderMail(name, previews[name]);
    const links = [...mail.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? "");
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) {
      expect(link).toMatch(/^https:\/\/maestrohub\.example/);
      expect(mail.text).toContain(link);
    }
  });

  it("loads nothing from elsewhere and gives every picture a text", async () => {
    const { html } = await renderMail(name, previews[name]);
    expect(html).not.toMatch(/<script|@import|url\(/i);
    for (const [picture] of html.matchAll(/<img[^>]*>/g)) expect(picture).toMatch(/alt="/);
  });

  it("is whole as plain text, without markup or shouting", async () => {
    const { text } = await renderMail(name, previews[name]);
    expect(text.length).toBeGreaterThan(120);
    expect(text).not.toMatch(/<\/?[a-z]|&[a-z]+;|\u200c/);
    expect(text).not.toMatch(/[A-Z]{5}/);
  });
});

describe("names and notes that people wrote", () => {
  it.each(cases)("%s with %s stay text", async (name, _kind, written) => {
    const { html, text, subject } = await renderMail(name, writtenBy(previews[name], written));
    expect(html).not.toMatch(/<script|<img/i);
    expect(Buffer.byteLength(html)).toBeLessThan(100 * 1024);
    expect(text.length).toBeGreaterThan(120);
    expect(subject).not.toMatch(/[\r\n\u202e]/);
    expect(subject.length).toBeLessThan(140);
  });

  it("an apostrophe reads as one", async () => {
    const mail = await renderMail("new-booking", writtenBy(NewBooking.PreviewProps, "O'Brien"));
    expect(mail.subject).toContain("O'Brien");
    expect(mail.text).toContain("O'Brien booked");
    expect(mail.html).toContain("O&#x27;Brien");
  });
});

describe("what the mails say", () => {
  it("a coach is told that nothing is published before, a client is not", async () => {
    const sentence = /Nothing of yours is published before/;
    expect((await renderMail("welcome", { ...Welcome.PreviewProps, role: "tutor" })).text).toMatch(sentence);
    expect((await renderMail("welcome", Welcome.PreviewProps)).text).not.toMatch(sentence);
  });

  it("the client reads both zones where they differ, and the deadlines as dates in their own", async () => {
    const { text } = await renderMail("booking-confirmation", BookingConfirmation.PreviewProps);
    expect(text).toContain("Tue, Nov 24, 7:00 – 8:00 PM New York (EST)");
    expect(text).toContain("Wed, Nov 25, 12:00 – 1:00 AM in Accra");
    expect(text).toContain("Cancel free until Mon, Nov 23, 7:00 PM New York (EST)");
    expect(text).toContain("Half back until Tue, Nov 24, 7:00 AM, nothing after that.");
  });

  it("one clock is named once", async () => {
    const coach = { name: "Amara Okafor", timezone: "America/Toronto" };
    const { text } = await renderMail("booking-confirmation", { ...BookingConfirmation.PreviewProps, coach });
    expect(text).not.toContain("in Toronto");
  });

  it("without a deadline ahead the client is told so, not given a date in the past", async () => {
    const props = { ...BookingConfirmation.PreviewProps, cancellation_terms: [] };
    expect((await renderMail("booking-confirmation", props)).text).toContain("starts too soon to be cancelled for a refund");
    const half = { ...props, cancellation_terms: [{ until: new Date("2026-11-24T12:00:00Z"), refund_percent: 50 }] };
    expect((await renderMail("booking-confirmation", half)).text).toContain("Cancel until Tue, Nov 24, 7:00 AM New York (EST) and get half back");
  });

  it("the receipt adds up and names card, number and date", async () => {
    const { text } = await renderMail("payment-receipt", PaymentReceipt.PreviewProps);
    expect(text).toMatch(/Session +\$65\.00/);
    expect(text).toMatch(/Service fee +included/);
    expect(text).toMatch(/Total +\$65\.00/);
    expect(text).toContain("Visa ending in 4242");
    expect(text).toContain("pay_0h7m3k9q2x5c8v1b4n6j0g2r");
    expect(text).toContain("Mon, Nov 23, 4:40 PM New York (EST)");
  });

  it("zero-decimal money has no cents", async () => {
    const { subject } = await renderMail("payment-receipt", { ...PaymentReceipt.PreviewProps, amount: { amount: 3000, currency: "jpy" } });
    expect(subject).toBe("Your receipt for ¥3,000");
  });

  it("the coach reads the time in the coach's zone and what will be received", async () => {
    const { text } = await renderMail("new-booking", NewBooking.PreviewProps);
    expect(text).toContain("Wed, Nov 25, 12:00 – 1:00 AM Accra (GMT)");
    expect(text).toMatch(/You receive +\$58\.50/);
    expect(text).toContain("the left hand in Satie");
  });

  it("a refund says that everything returns and leads to another time", async () => {
    const { subject, text } = await renderMail("booking-refunded", BookingRefunded.PreviewProps);
    expect(subject).toBe("$65.00 returned: the time with Amara Okafor was taken");
    expect(text).toContain("https://maestrohub.example/coaches/amara-okafor");
  });

  it("an approved coach is led to the page and the room, and to two-factor sign-in until it is on", async () => {
    const { text } = await renderMail("coach-approval", CoachApproval.PreviewProps);
    for (const path of ["/coaches/amara-okafor", "/coach", "/account/security"]) expect(text).toContain(`https://maestrohub.example${path}`);
    const secured = await renderMail("coach-approval", { ...CoachApproval.PreviewProps, security_url: null });
    expect(secured.text).not.toMatch(/two-factor/i);
    const proposal = await renderMail("coach-approval", { ...CoachApproval.PreviewProps, what: "proposal" });
    expect(proposal.subject).toBe("Your profile changes are approved");
  });

  it.each([
    ["changes_requested", "Your coach profile needs a few changes", "we read it within 48 hours"],
    ["rejected", "Your coach profile was not approved", "Nothing of it is public"],
    ["proposal_declined", "Your profile changes were not approved", "Your page is public as before"],
  ] as const)("a decision %s gives every reason, the note and what it means", async (outcome, subjectLine, meaning) => {
    const { subject, text } = await renderMail("coach-changes-requested", { ...CoachChangesRequested.PreviewProps, outcome });
    expect(subject).toBe(subjectLine);
    expect(text).toContain(meaning);
    expect(text).toContain("The photo does not show your face clearly.");
    expect(text).toContain("A qualification is named that no document shows.");
    expect(text).toContain("The diploma of 2014 would do");
    expect(text).toContain("https://maestrohub.example/coach/onboarding");
  });

  it("a note of spaces is no note", async () => {
    const { text } = await renderMail("coach-changes-requested", { ...CoachChangesRequested.PreviewProps, note: "  " });
    expect(text).not.toContain("A note from us");
  });

  it.each(["password_changed", "two_factor_on", "two_factor_off", "recovery_code_used", "recovery_codes_renewed"] as const)("%s is told with its moment in the reader's zone and a way out", async (what) => {
    const { text } = await renderMail("security-notice", { ...SecurityNotice.PreviewProps, what });
    expect(text).toContain("Mon, Nov 23, 7:12 PM New York (EST)");
    expect(text).toContain("If it was not, choose a new password now");
  });

  it("the old address can take a change back once it is done, and by a new password before", async () => {
    const say = (changes: object) => renderMail("address-change-notice", { ...AddressChangeNotice.PreviewProps, ...changes });
    const undo_url = "https://maestrohub.example/account/undo-address?token=preview";
    const done = await say({ stage: "done", undo_url });
    expect(done.text).toContain(`Take it back ${undo_url}`);
    expect(done.text).not.toContain("/account/security");
    expect((await say({ stage: "done" })).text).toContain("answer this mail at once");
    expect((await say({})).text).toContain("Change my password https://maestrohub.example/account/security");
  });

  it("the client of a cancelled session reads whose doing it was, what returns and to which card", async () => {
    const say = async (changes: Partial<typeof SessionCanceled.PreviewProps>) => (await renderMail("session-canceled", { ...SessionCanceled.PreviewProps, ...changes })).text;
    expect(await say({ canceled_by: "maestrohub" })).toContain("we had to cancel this session, because Amara does not teach on MaestroHub at present");
    expect(await say({ canceled_by: "coach" })).toContain("Amara had to cancel this session");
    expect(await say({})).toMatch(/Returned\s+\$65\.00\s+To your Visa ending in 4242/);
    expect(await say({ canceled_by: "client", refund: null })).toMatch(/You cancelled this session[^]*Returned\s+Nothing/);
  });

  it("the coach of a cancelled session reads no amount and no card", async () => {
    const { text } = await renderMail("session-canceled", { ...SessionCanceled.PreviewProps, reader: "coach", other: { name: "Leah Brandt" } });
    expect(text).toContain("because your profile is suspended. We have told Leah");
    expect(text).toMatch(/You receive\s+Nothing for this session/);
    expect(text).not.toMatch(/\$|4242/);
  });

  it("the coach of a session that was cancelled late reads what they receive, and the client what returns", async () => {
    const amounts = { canceled_by: "client", refund: { amount: { amount: 3_250, currency: "usd" }, card: null }, receives: { amount: 2_925, currency: "usd" } } as const;
    const toCoach = await renderMail("session-canceled", { ...SessionCanceled.PreviewProps, ...amounts, reader: "coach" });
    expect(toCoach.text).toMatch(/You receive\s+\$29\.25/);
    expect(toCoach.text).not.toContain("$32.50");
    const toClient = await renderMail("session-canceled", { ...SessionCanceled.PreviewProps, ...amounts });
    expect(toClient.text).toMatch(/Returned\s+\$32\.50/);
    expect(toClient.text).not.toContain("$29.25");
  });

  it("whoever was reported absent reads until when they can say otherwise", async () => {
    const say = async (changes: Partial<typeof SessionReported.PreviewProps>) => (await renderMail("session-reported", { ...SessionReported.PreviewProps, ...changes })).text;
    expect(await say({})).toContain("say so until Wed, Nov 25, 7:20 PM New York (EST)");
    expect(await say({ contest_until: null })).toContain("We hear both sides and decide");
    expect(await say({ reader: "coach", kind: "problem", contest_until: null })).toContain("Your share waits");
  });

  it("each side of a decided session reads what it means for them alone", async () => {
    const say = async (changes: Partial<typeof ProblemDecided.PreviewProps>) => (await renderMail("problem-decided", { ...ProblemDecided.PreviewProps, ...changes })).text;
    expect(await say({})).toMatch(/Amara not having come[^]*Returned\s+\$65\.00/);
    expect(await say({ reader: "coach", other: { name: "Leah Brandt" } })).toMatch(/your not having come[^]*You receive\s+Nothing/);
    expect(await say({ outcome: "client_absent", refund: null })).toMatch(/your not having come[^]*Returned\s+Nothing/);
  });

  it.each(["/bookings/bk_1", "javascript:alert(1)", ""])("a link %j is refused before a mail is sent", async (booking_url) => {
    const fails = renderMail("booking-confirmation", { ...BookingConfirmation.PreviewProps, booking_url });
    await expect(fails).rejects.toThrow("absolute http(s) address");
  });
});

/** The same mail with every name and note replaced. */
function writtenBy<Props extends object>(props: Props, written: string): Props {
  const replace = (value: unknown, key: string): unknown => {
    if (["name", "coach_name", "note", "place"].includes(key)) return written;
    if (Array.isArray(value) || value instanceof Date || typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, part]) => [inner, replace(part, inner)]));
  };
  return replace(props, "") as Props;
}
