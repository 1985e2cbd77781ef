import { expect, test } from "@playwright/test";
import { payButton, typeDigits } from "./support/card";
import { expectCalendarEntry } from "./support/calendar";
import { countEffort } from "./support/effort";
import { linkIn, mailsTo } from "./support/emulators";
import { coachOf, expectConfirmedOnce, inDatabase } from "./support/marketplace";

test.use({ timezoneId: "Asia/Kathmandu" });

test("seven presses and seven fields lead a visitor to a booked session with an account, and the mailed link confirms the address", async ({ page, context }) => {
  const email = `leela-${Date.now().toString(36)}@example.com`;
  const effort = await countEffort(context);
  await page.goto("/coaches?category=performance_arts");
  await expect(page.getByText("Times shown in Kathmandu")).toBeVisible();

  const card = page.getByRole("article").first();
  const slug = (await card.getByRole("link").first().getAttribute("href"))?.split("/").at(-1) ?? "";
  await card.getByRole("button", { name: /^Book / }).first().click();
  await page.waitForURL(/\/checkout\/bk_/);
  const id = page.url().split("/").at(-1) ?? "";
  const heldFor = await page.getByRole("heading", { level: 1 }).textContent();

  for (const [label, text] of [["Name", "Leela Shakya"], ["Email", email], ["Password", "an unhurried evening raga"]] as const) {
    await page.getByRole("textbox", { name: label, exact: true }).click();
    await page.keyboard.type(text);
  }
  await page.getByRole("checkbox", { name: /I accept the terms/ }).click();
  await page.getByRole("button", { name: "Create account and go on" }).click();
  // The time is the same one, and the card is what comes next without a press.
  await typeDigits(page);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(heldFor);
  expect(page.url()).toContain(`/checkout/${id}`);
  await payButton(page).click();

  await page.waitForURL(`**/bookings/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are booked");
  expect(effort.clicks).toBe(7);
  // Three of the account, three of the card; the box that accepts the terms is a seventh.
  expect(effort.fields).toBe(6);

  const coach = await coachOf(slug);
  const { row, confirmation, toCoach } = await expectConfirmedOnce(id, { consumer_email: email, coach });
  const session = { id, starts_at: row.starts_at, ends_at: row.ends_at };
  expectCalendarEntry(confirmation, { ...session, timezone: "Asia/Kathmandu" });
  expectCalendarEntry(toCoach, { ...session, timezone: coach.timezone });
  const user = await inDatabase((db) => db.collection("users").findOne({ email }));
  expect(user).toMatchObject({ role: "consumer", timezone: "Asia/Kathmandu", email_verified: false });

  const welcomes = (await mailsTo(email)).filter(({ subject }) => /welcome/i.test(subject));
  expect(welcomes).toHaveLength(1);
  expect(await mailsTo(email)).toHaveLength(3);

  const reminder = page.getByRole("region", { name: "Confirm your address" });
  await expect(reminder).toContainText(email);
  await page.goto(linkIn(welcomes[0]!, "/verify-email"));
  // Opening the link, as scanners of mail do, confirms nothing yet.
  expect(await inDatabase((db) => db.collection("users").findOne({ email }))).toMatchObject({ email_verified: false });
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByText("your address is confirmed")).toBeVisible();
  await page.getByRole("link", { name: "Go on" }).click();
  await page.waitForURL("**/bookings");
  await expect(page.getByRole("heading", { level: 1, name: "My sessions" })).toBeVisible();
  await expect(reminder).toHaveCount(0);
});
