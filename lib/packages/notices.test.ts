import { beforeEach, expect, it, vi } from "vitest";
import { minutesAfter, noticesOf, now, tomorrowAtTen } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { runTask } from "@/lib/outbox/run-task";
import type { OutboxDocument } from "@/lib/outbox/schema";
import { bookWithPackage } from "./book-with-package";
import { aBoughtPackage, type BoughtPackage } from "./test-packages";

interface Mail {
  to: string;
  subject: string;
  text: string;
}

const resend = vi.hoisted(() => ({ sent: [] as Mail[] }));
vi.mock("@/lib/integrations/email/send-mail", () => ({ sendMail: async (mail: Mail) => ({ id: `${resend.sent.push(mail)}` }) }));

setUpTestDatabase();
beforeEach(() => void (resend.sent.length = 0));

const rowsOf = ({ purchase }: BoughtPackage): Promise<OutboxDocument[]> =>
  collections().outbox.find({ "task.purchase_id": purchase._id, "task.template": "package-expiring" }).sort({ due_at: 1 }).toArray();
const noticesAbout = async ({ user }: BoughtPackage) => (await noticesOf(user.id)).filter((notice) => notice.startsWith("Your package"));

it("a client is told 30 days, 7 days and a day before, by mail and in the app, once each", async () => {
  const bought = await aBoughtPackage();
  const rows = await rowsOf(bought);
  expect(rows.map(({ due_at }) => due_at.toISOString())).toEqual(["2027-04-02T12:00:00.000Z", "2027-04-25T12:00:00.000Z", "2027-05-01T12:00:00.000Z"]);
  // Each row is run twice, as after a crash between the deed and its note.
  for (const row of rows) {
    await runTask(row, row.due_at);
    await collections().outbox.updateOne({ _id: row._id }, { $set: { status: "done" } });
  }
  expect(resend.sent.map(({ subject }) => subject)).toEqual(rows.map(() => expect.stringMatching(/^Your package with Coach \d+ ends Sun, May 2$/)));
  expect(resend.sent[0]?.text).toContain("$225.00 goes back to you");
  for (const row of rows) await runTask(row, row.due_at).catch(() => undefined);
  expect(await noticesAbout(bought)).toEqual([
    expect.stringMatching(/ends in 30 days, on Sun, May 2\. 5 sessions left to be booked\.$/),
    expect.stringMatching(/ends in 7 days, on Sun, May 2\. 5 sessions left to be booked\.$/),
    expect.stringMatching(/ends tomorrow, on Sun, May 2\. 5 sessions left to be booked\.$/),
  ]);
});

it.each([
  ["has ended", { status: "ended" as const }],
  ["was extended", { expires_at: new Date("2027-06-01T12:00:00Z") }],
  ["has no session left", { remaining: 0 }],
])("nobody is told of a package that %s", async (_, change) => {
  const bought = await aBoughtPackage();
  await collections().package_purchases.updateOne({ _id: bought.purchase._id }, { $set: change });
  for (const row of await rowsOf(bought)) await expect(runTask(row, row.due_at)).rejects.toThrow(/package-expiring of/);
  expect([resend.sent, await noticesAbout(bought)]).toEqual([[], []]);
});

it("the figure in the mail is what the end then gives back", async () => {
  const bought = await aBoughtPackage();
  await bookWithPackage({ purchase_id: bought.purchase._id, user: bought.user, consumer_timezone: "UTC", starts_at: tomorrowAtTen, now });
  const [row] = await rowsOf(bought);
  if (row) await runTask(row, row.due_at);
  expect(resend.sent[0]?.text).toContain("$175.00 goes back to you");
  const [expiry] = await collections().outbox.find({ "task.kind": "expire-package", "task.purchase_id": bought.purchase._id }).toArray();
  if (expiry) await runTask(expiry, minutesAfter(expiry.due_at, 0));
  expect((await collections().refunds.findOne({ booking_id: bought.purchase._id }))?.amount).toBe(17_500);
});

it("the receipt, the news and the end can be read by whom they are for", async () => {
  const bought = await aBoughtPackage();
  const rows = await collections().outbox.find({ "task.purchase_id": bought.purchase._id, "task.template": { $in: ["package-bought", "package-sold"] } }).toArray();
  for (const row of rows) await runTask(row, now);
  const text = (subject: RegExp) => resend.sent.find((mail) => subject.test(mail.subject))?.text ?? "";
  expect(text(/receipt for \$225\.00$/)).toMatch(/5 sessions of 60 minutes[^]*\$225\.00/);
  expect(text(/^Package sold: 5 sessions to Maya/)).toContain("$40.50 for each session");
});
