import { describe, expect, it } from "vitest";
import { isUrgentNotice, noSettings, wants, wantsMail, wantsNotice, withSwitches } from "./rules";
import { channels, type NoticeSwitch, topics } from "./schema";
import { changeSettingsSchema } from "./settings-schema";

const everythingOff = topics.flatMap((topic) => channels.map((channel): NoticeSwitch => `${topic}:${channel}`));
const with_ = (off: NoticeSwitch[]) => ({ notice_settings: { off, quiet_hours: null } });
const now = new Date("2027-02-01T12:00:00Z");

describe("a mail", () => {
  it.each([
    "welcome",
    "password-reset",
    "address-change",
    "address-change-notice",
    "security-notice",
    "booking-confirmation",
    "new-booking",
    "session-canceled",
    "session-rescheduled",
    "payment-receipt",
    "payment-failed",
    "booking-refunded",
    "sponsorship-action-required",
    "sponsorship-payment-failed",
    "coach-approval",
    "coach-changes-requested",
    "coach-suspended",
  ] as const)("%s is sent whatever was turned off", (template) => {
    expect(wantsMail(with_(everythingOff), { template })).toBe(true);
  });

  it("of a kind that may be turned off is sent until it is", () => {
    expect(wantsMail({}, { template: "calendar-failed" })).toBe(true);
    expect(wantsMail(with_(["calendar:app"]), { template: "calendar-failed" })).toBe(true);
    expect(wantsMail(with_(["calendar:mail"]), { template: "calendar-failed" })).toBe(false);
  });

  it("that reminds goes by the switch of its lead", () => {
    const user = with_(["reminder_day:mail"]);
    expect(wantsMail(user, { template: "session-reminder", lead: "day" })).toBe(false);
    expect(wantsMail(user, { template: "session-reminder", lead: "hour" })).toBe(true);
  });
});

describe("a notice", () => {
  it("of the account, and of mails that do not arrive, is always made", () => {
    expect(wantsNotice(with_(everythingOff), { kind: "account" })).toBe(true);
    expect(wantsNotice(with_(everythingOff), { kind: "mail_problem" })).toBe(true);
    expect(wantsNotice(with_(everythingOff), { kind: "booking" })).toBe(false);
  });

  it("of mails that do not arrive has no mail", () => {
    expect(wants({}, "mail_problem", "mail")).toBe(false);
  });

  it.each([
    ["a reminder", { kind: "reminder" }, true],
    ["the account's security", { kind: "account" }, true],
    ["a session in 23 hours", { kind: "booking", concerns_at: new Date("2027-02-02T11:59:00Z") }, true],
    ["a session in 24 hours", { kind: "booking", concerns_at: new Date("2027-02-02T12:00:00Z") }, false],
    ["an approval", { kind: "approval" }, false],
  ] as const)("about %s is urgent: %o", (_title, notice, expected) => {
    expect(isUrgentNotice({ ...notice, now })).toBe(expected);
  });
});

describe("switches", () => {
  it("are kept once each, in one order, and leave the others alone", () => {
    const first = withSwitches(noSettings, [{ topic: "announcement", channel: "mail", is_on: false }]);
    const second = withSwitches(first, [
      { topic: "booking", channel: "app", is_on: false },
      { topic: "announcement", channel: "mail", is_on: false },
    ]);
    expect(second.off).toEqual(["booking:app", "announcement:mail"]);
    expect(withSwitches(second, [{ topic: "booking", channel: "app", is_on: true }]).off).toEqual(["announcement:mail"]);
  });

  it("that are locked are not stored", () => {
    expect(withSwitches(noSettings, [{ topic: "payment", channel: "mail", is_on: false }]).off).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["a locked mail off", { switches: [{ topic: "payment", channel: "mail", is_on: false }] }, "This cannot be turned off."],
    ["a mail that there is not", { switches: [{ topic: "mail_problem", channel: "mail", is_on: true }] }, "There are no such notices."],
    ["an unknown topic", { switches: [{ topic: "weather", channel: "mail", is_on: false }] }, "There is no such notice."],
    ["nothing", {}, "Say what shall change."],
    ["no switches", { switches: [] }, "Say what shall change."],
    ["hours of no length", { quiet_hours: { start_minute: 60, end_minute: 60 } }, "Quiet hours end at another time than they begin."],
    ["an hour that there is not", { quiet_hours: { start_minute: 1_440, end_minute: 60 } }, "Choose a time."],
  ])("refuse %s with a sentence", (_title, body, message) => {
    expect(changeSettingsSchema.safeParse(body).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
