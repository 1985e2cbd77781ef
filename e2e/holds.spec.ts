import { expect, type Page, test } from "@playwright/test";
import { answerBank, cardFrame, cards, payButton, typeCard } from "./support/card";
import { mailsTo, moneyOf } from "./support/emulators";
import { aCoach, aMember, asMember, bookingRow, type Coach, freeTime, freeTimes, hold, letHoldLapse, type Member, untilQuiet } from "./support/marketplace";

const nearestButtons = (page: Page) => page.getByRole("button", { name: /\d:\d\d/ });

/** A coach's page at a time that the address asks for. */
async function openCoach(page: Page, coach: Coach, at: string) {
  await page.goto(`/coaches/${coach.slug}?at=${at}`);
  const book = page.getByRole("button", { name: /^Book .*\d:\d\d/ });
  await expect(book).toBeEnabled();
  return book;
}

async function idOfCheckout(page: Page): Promise<string> {
  await page.waitForURL(/\/checkout\/bk_/);
  return page.url().split("/").at(-1) ?? "";
}

test("after the ten minutes the note is still there, and one of the three nearest times takes it along", async ({ page, context }) => {
  const member = await asMember(context);
  const coach = await aCoach();
  const lost = await freeTime(coach, 3);
  const { id, checkout_path } = await hold(member, coach, lost);
  await page.clock.install();
  await page.goto(checkout_path);
  const note = page.getByRole("textbox", { name: /^A note for/ });
  await note.fill("Left hand first, please.");
  await note.blur();
  await expect(page.getByText("Note saved")).toBeVisible();
  await note.fill("Left hand first, please. And slowly.");

  await letHoldLapse(id);
  await page.clock.fastForward("10:05");
  await expect(page.getByRole("button", { name: "Hold it again" })).toBeVisible();
  await expect(page.getByRole("timer")).toHaveCount(0);
  await expect(note).toHaveValue("Left hand first, please. And slowly.");
  await expect(payButton(page)).toBeDisabled();

  // Somebody else has taken it meanwhile.
  await hold(await aMember(), coach, lost);
  await page.getByRole("button", { name: "Hold it again" }).click();
  await expect(page.getByText("That time was just taken. These are free close to it:")).toBeVisible();
  await expect(nearestButtons(page)).toHaveCount(3);
  await nearestButtons(page).first().click();

  await page.waitForURL((url) => url.pathname.startsWith("/checkout/") && !url.pathname.endsWith(id));
  await expect(page.getByRole("timer")).toBeVisible();
  await expect(note).toHaveValue("Left hand first, please. And slowly.");
  const next = await bookingRow(await idOfCheckout(page));
  expect(next).toMatchObject({ status: "held", note: "Left hand first, please. And slowly.", consumer_id: member.id });
  expect(next.starts_at.toISOString()).not.toBe(lost);
});

test("choosing the same time again leads back to the hold that is there", async ({ page, context }) => {
  await asMember(context);
  const coach = await aCoach();
  const time = await freeTime(coach);
  const book = await openCoach(page, coach, time);
  await book.click();
  const first = await idOfCheckout(page);
  // The way back shows the week as it was when this person left it.
  await page.goBack();
  await page.waitForURL(/\/coaches\//);
  await book.click();
  expect(await idOfCheckout(page)).toBe(first);
});

test("a fourth time is not held for somebody who holds three, and the page says why", async ({ page, context }) => {
  const member = await asMember(context);
  const coach = await aCoach();
  const times = apart(await freeTimes(coach));
  for (const time of times.slice(0, 3)) await hold(member, coach, time);
  await (await openCoach(page, coach, times[3] ?? "")).click();
  await expect(page.getByText("You are holding 3 times already. Pay for one of them or let one go.")).toBeVisible();
  expect(page.url()).toContain("/coaches/");
});

test("of two browsers at one time the second is told so, with the nearest times", async ({ page, context, browser }) => {
  await asMember(context);
  const coach = await aCoach();
  const time = await freeTime(coach, 2);
  const other = await browser.newContext();
  const [first, second] = [await openCoach(page, coach, time), await openCoach(await other.newPage(), coach, time)];
  await first.click();
  await idOfCheckout(page);

  await second.click();
  const told = second.page().getByRole("alert").filter({ hasText: "That time was just taken" });
  await expect(told).toContainText("These are free close to it:");
  await expect(told.getByRole("button")).toHaveCount(3);
  // Somebody who is not signed in gets one of them all the same.
  await told.getByRole("button").first().click();
  await idOfCheckout(second.page());
  await other.close();
});

test("money that comes after the hold, when somebody else has the time, goes back at once, and the page and one mail say so", async ({ page, context }) => {
  const member = await asMember(context);
  const coach = await aCoach();
  const time = await freeTime(coach);
  const { id, checkout_path } = await hold(member, coach, time);
  await page.goto(checkout_path);
  await expect(cardFrame(page).getByLabel("Card number")).toBeVisible();
  await typeCard(page, cards.authenticated);
  await payButton(page).click();
  await expect(page.frameLocator('iframe[title="Payment authentication"]').getByRole("button").first()).toBeVisible();

  // The bank's page stood open for too long.
  await letHoldLapse(id);
  const winner = await aMember();
  const taken = await hold(winner, coach, time);
  await answerBank(page, "Complete authentication");

  await page.waitForURL(`**/bookings/${id}`);
  await expect(page.getByText(/That time was taken while you were paying/)).toBeVisible();
  await expect.poll(async () => (await moneyOf(id)).refunds.length).toBe(1);
  await untilQuiet(id);
  await expectGivenBack(id, member);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your money is back");
  await expect(page.getByText("Refunded").first()).toBeVisible();
  expect(await bookingRow(taken.id)).toMatchObject({ status: "held", consumer_id: winner.id });
});

async function expectGivenBack(id: string, member: Member) {
  expect(await bookingRow(id)).toMatchObject({ status: "expired" });
  const { charges, refunds } = await moneyOf(id);
  expect(charges.filter(({ paid }) => paid)).toHaveLength(1);
  expect(refunds.map(({ amount }) => amount)).toEqual([charges[0]?.amount]);
  expect((await mailsTo(member.email)).map(({ subject }) => subject)).toEqual([expect.stringMatching(/ returned: the time with /)]);
}

/** Sessions of one person must not overlap: starts that are at least two hours from each other. */
function apart(times: string[]): string[] {
  const kept: string[] = [];
  for (const time of times) if (!kept.length || Date.parse(time) - Date.parse(kept.at(-1) ?? "") >= 7_200_000) kept.push(time);
  return kept;
}
