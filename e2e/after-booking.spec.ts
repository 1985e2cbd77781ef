import { expect, type Page, test } from "@playwright/test";
import ICAL from "ical.js";
import { expectForEverybody } from "./support/axe";
import { payButton, typeCard } from "./support/card";
import { expectCalendarEntry } from "./support/calendar";
import { type Mail, mailsAbout, moneyOf } from "./support/emulators";
import { aCoach, appUrl, asMember, bookingRow, type Coach, enterAs, freeTime, freeTimes, hold, inDatabase, type Member, untilQuiet } from "./support/marketplace";
import { send } from "./support/people";

test.use({ contextOptions: { reducedMotion: "reduce" } });
test.describe.configure({ timeout: 150_000 });

const hour = 3_600_000;
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const dialog = (page: Page) => page.getByRole("dialog");
const sequenceOf = (mail: Mail | undefined) => {
  const file = mail?.attachments.find(({ filename }) => filename.endsWith(".ics"));
  const event = new ICAL.Component(ICAL.parse(Buffer.from(file?.content_base64 ?? "", "base64").toString("utf8"))).getFirstSubcomponent("vevent");
  return { sequence: event?.getFirstPropertyValue("sequence"), status: event?.getFirstPropertyValue("status") };
};

/** Held over HTTP and paid in the browser. */
async function bookAndPay(page: Page, member: Member, coach: Coach, time: string): Promise<string> {
  const { id, checkout_path } = await hold(member, coach, time);
  await page.goto(checkout_path);
  await typeCard(page);
  await payButton(page).click();
  await page.waitForURL(`**/bookings/${id}`);
  await expect(heading(page)).toHaveText("You are booked");
  return id;
}

/** As if it had been booked long ago and were to begin so many hours from now (a minus: had begun); its old time is free for the tests after this one. */
async function letBeginIn(id: string, hours: number, cancellation_preset = "moderate"): Promise<void> {
  const starts_at = new Date(Math.ceil(Date.now() / 300_000) * 300_000 + hours * hour);
  const { starts_at: before, ends_at } = await bookingRow(id);
  const times = { starts_at, ends_at: new Date(starts_at.getTime() + ends_at.getTime() - before.getTime()), confirmed_at: new Date(Date.now() - 10 * 24 * hour) };
  await inDatabase((db) => db.collection<{ _id: string }>("bookings").updateOne({ _id: id }, { $set: { ...times, cancellation_preset }, $unset: { tutor_cells: "", consumer_cells: "" } }));
}

test("a client moves a session, and later cancels it for exactly the half that stood on the button; both are told, and the money goes back once", async ({ page, context }) => {
  const member = await asMember(context);
  const coach = await aCoach();
  const id = await bookAndPay(page, member, coach, await freeTime(coach));
  const before = await bookingRow(id);

  await page.getByRole("button", { name: "Move to another time" }).click();
  const times = dialog(page).getByRole("grid", { name: /^Times on/ });
  await expect(times).toBeVisible();
  await expectForEverybody(page);
  const move = dialog(page).getByRole("button", { name: /^Move to / });
  await move.click();
  await expect(page.getByText(/^Moved to /)).toBeVisible();
  await expect(page.getByRole("button", { name: "Move to another time" })).toBeFocused();
  const moved = await bookingRow(id);
  expect(moved).toMatchObject({ status: "confirmed", version: 1 });
  expect(moved.starts_at).not.toEqual(before.starts_at);
  await untilQuiet(id);
  for (const [email, timezone] of [[member.email, moved.consumer_timezone], [coach.email, coach.timezone]] as const) {
    const told = (await mailsAbout(id, email)).filter(({ subject }) => subject.startsWith("Moved: "));
    expect(told).toHaveLength(1);
    expectCalendarEntry(told[0], { id, starts_at: moved.starts_at, ends_at: moved.ends_at, timezone });
    expect(sequenceOf(told[0])).toEqual({ sequence: 1, status: "CONFIRMED" });
  }

  await letBeginIn(id, 20);
  await page.reload();
  await expect(page.getByText("It is too near to be moved")).toBeVisible();
  await page.getByRole("button", { name: "Cancel the session" }).click();
  const half = Math.floor((moved.price * 50 + 50) / 100);
  const words = `$${(half / 100).toFixed(2)}`;
  await expect(dialog(page)).toContainText(`You get ${words} back, half of what you paid, to the card ending in 4242.`);
  await expectForEverybody(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Cancel the session" })).toBeFocused();
  expect(await bookingRow(id)).toMatchObject({ status: "confirmed" });
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("button", { name: `Cancel and get ${words} back` }).click();
  await expect(heading(page)).toHaveText("Cancelled by you");
  await expect(heading(page)).toBeFocused();

  await expect.poll(async () => (await moneyOf(id)).refunds.map(({ amount, status }) => [amount, status])).toEqual([[half, "succeeded"]]);
  await untilQuiet(id);
  const [toClient, ...more] = (await mailsAbout(id, member.email)).filter(({ subject }) => subject.startsWith("Cancelled: "));
  expect(more).toEqual([]);
  expect(toClient?.text).toMatch(new RegExp(`Returned\\s+\\${words}`));
  expect(sequenceOf(toClient)).toEqual({ sequence: 2, status: "CANCELLED" });
  const toCoach = (await mailsAbout(id, coach.email)).filter(({ subject }) => subject.startsWith("Cancelled: "));
  expect(toCoach).toHaveLength(1);
  expect(toCoach[0]?.text).toMatch(/You receive\s+\$/);
  await page.reload();
  await expect(page.getByText(`${words} went back to you`)).toBeVisible();
  await expect(page.getByText(`MaestroHub keeps `)).toBeVisible();
  await expectForEverybody(page);
});

test("a figure that has changed since it was shown cancels nothing; the new one is on the button then", async ({ page, context }) => {
  const member = await asMember(context);
  const coach = await aCoach();
  const id = await bookAndPay(page, member, coach, await freeTime(coach));
  await page.getByRole("button", { name: "Cancel the session" }).click();
  const all = dialog(page).getByRole("button", { name: /^Cancel and get \$/ });
  await expect(all).toBeVisible();
  await expect(dialog(page)).toContainText("everything");
  await letBeginIn(id, 2);
  await all.click();
  await expect(dialog(page).getByText("another amount comes back. Nothing is cancelled yet.")).toBeVisible();
  expect(await bookingRow(id)).toMatchObject({ status: "confirmed" });
  await dialog(page).getByRole("button", { name: "Cancel without a refund" }).click();
  await expect(heading(page)).toHaveText("Cancelled by you");
  await expect(page.getByText("Nothing comes back.").first()).toBeVisible();
  expect((await moneyOf(id)).refunds).toEqual([]);
});

test("somebody else takes the chosen time first: the session stays, and a time close to it is one press away", async ({ page, context }) => {
  const member = await asMember(context);
  const coach = await aCoach();
  const free = await freeTimes(coach);
  const id = await bookAndPay(page, member, coach, free[0] ?? "");
  const before = await bookingRow(id);
  await page.getByRole("button", { name: "Move to another time" }).click();
  const times = dialog(page).getByRole("grid", { name: /^Times on/ });
  await expect(times).toBeVisible();
  // Some of what is free for moving overlaps the session itself, and nobody else could take it.
  const open = await freeTimes(coach);
  const shown = await times.locator("[data-start]").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-start") ?? ""));
  const chosen = shown.find((start) => open.includes(start)) ?? "";
  await times.locator(`[data-start="${chosen}"]`).click();
  const thief = await send(appUrl, "POST", "/api/bookings", { body: { tutor_id: coach.id, starts_at: chosen, duration_minutes: coach.minutes } });
  expect(thief.status).toBe(201);
  await dialog(page).getByRole("button", { name: /^Move to / }).click();
  const told = dialog(page).getByRole("alert").filter({ hasText: "That time was just taken" });
  await expect(told).toBeVisible();
  expect(await bookingRow(id)).toMatchObject({ starts_at: before.starts_at, version: 0 });
  await told.getByRole("button").first().click();
  await expect(page.getByText(/^Moved to /)).toBeVisible();
  expect(await bookingRow(id)).toMatchObject({ version: 1 });
});

test("nobody came: the client says so, the coach answers, an admin gives three quarters back, and everybody reads it", async ({ page, context, browser }) => {
  const member = await asMember(context);
  const coach = await aCoach();
  const id = await bookAndPay(page, member, coach, await freeTime(coach));
  await letBeginIn(id, -1);
  await page.reload();
  await page.getByRole("button", { name: /did not come$/ }).click();
  await dialog(page).getByLabel("What happened").fill("I waited for half an hour.");
  await expectForEverybody(page);
  await dialog(page).getByRole("button", { name: /did not come$/ }).click();
  await expect(heading(page)).toHaveText("This is being looked at");

  const coachContext = await browser.newContext();
  await enterAs(coachContext, coach.email);
  const coachPage = await coachContext.newPage();
  await coachPage.goto(`/coach/bookings/${id}`);
  await expect(coachPage.getByText("Being looked at").first()).toBeVisible();
  await coachPage.getByRole("button", { name: "Tell us how it was" }).click();
  await dialog(coachPage).getByLabel("Your side").fill("My train stood still.");
  await dialog(coachPage).getByRole("button", { name: "Tell us how it was" }).click();
  await expect(coachPage.getByText("You told us how it was.")).toBeVisible();
  await expectForEverybody(coachPage);

  const adminContext = await browser.newContext();
  await enterAs(adminContext, "admin@example.com");
  const adminPage = await adminContext.newPage();
  await adminPage.goto("/admin");
  await adminPage.getByRole("main").getByRole("link", { name: "Problems" }).click();
  await adminPage.locator(`a[href="/admin/problems/${id}"]`).click();
  await expect(adminPage.getByText("I waited for half an hour.")).toBeVisible();
  await expect(adminPage.getByText("My train stood still.")).toBeVisible();
  await adminPage.getByRole("radio", { name: new RegExp(`^${coach.name.split(" ")[0]} did not come`) }).check();
  await adminPage.getByRole("radio", { name: /^75 %/ }).check();
  await adminPage.getByLabel("Why").fill("Nobody was in the meeting.");
  await expectForEverybody(adminPage);
  await adminPage.getByRole("button", { name: "Decide", exact: true }).click();
  await dialog(adminPage).getByRole("button", { name: /^Give \$/ }).click();
  await expect(adminPage.getByText("Decided", { exact: true })).toBeVisible();
  await expectForEverybody(adminPage);

  const { price } = await bookingRow(id);
  const back = Math.floor((price * 75 + 50) / 100);
  await expect.poll(async () => (await moneyOf(id)).refunds.map(({ amount }) => amount)).toEqual([back]);
  await untilQuiet(id);
  const words = `$${(back / 100).toFixed(2)}`;
  const toClient = (await mailsAbout(id, member.email)).filter(({ subject }) => subject.startsWith("Decided: "));
  expect(toClient).toHaveLength(1);
  expect(toClient[0]?.text).toContain("Nobody was in the meeting.");
  expect(toClient[0]?.text).toMatch(new RegExp(`Returned\\s+\\${words}`));
  expect((await mailsAbout(id, coach.email)).filter(({ subject }) => subject.startsWith("Decided: "))).toHaveLength(1);
  await page.reload();
  await expect(page.getByText(`${words} went back to you`)).toBeVisible();
  await coachContext.close();
  await adminContext.close();
});
