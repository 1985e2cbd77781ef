import { expect, test } from "@playwright/test";
import { payButton, typeCard } from "./support/card";
import { expectCalendarEntry } from "./support/calendar";
import { countEffort } from "./support/effort";
import { asMember, coachOf, expectConfirmedOnce } from "./support/marketplace";

test.use({ timezoneId: "Europe/Berlin" });

test("three presses lead a member from a card of the results to a booked session, one charge and three mails", async ({ page, context }) => {
  const member = await asMember(context);
  await page.goto("/coaches?category=academics");
  // The browser has told its zone, and the times are those of its clock.
  await expect(page.getByText("Times shown in Berlin")).toBeVisible();
  const effort = await countEffort(context);
  await page.reload();

  const card = page.getByRole("article").first();
  const slug = (await card.getByRole("link").first().getAttribute("href"))?.split("/").at(-1) ?? "";
  await card.getByRole("button", { name: /^Book / }).first().click();
  await page.waitForURL(/\/checkout\/bk_/);
  const id = page.url().split("/").at(-1) ?? "";
  await expect(page.getByRole("timer")).toContainText(/(10:00|9:\d\d)/);
  await typeCard(page);
  const amount = (await payButton(page).textContent())?.replace("Pay ", "") ?? "";
  await payButton(page).click();

  await page.waitForURL(`**/bookings/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are booked");
  expect(effort.clicks).toBe(3);
  // Number, date and code of the card, and nothing else.
  expect(effort.fields).toBe(3);

  const coach = await coachOf(slug);
  const { row, confirmation, toCoach } = await expectConfirmedOnce(id, { consumer_email: member.email, coach });
  expect(Number(amount.replaceAll(/\D/g, ""))).toBe(row.price);
  expect(row.consumer_timezone).toBe("Europe/Berlin");
  const session = { id, starts_at: row.starts_at, ends_at: row.ends_at };
  expectCalendarEntry(confirmation, { ...session, timezone: "Europe/Berlin" });
  expectCalendarEntry(toCoach, { ...session, timezone: coach.timezone });

  await page.goto("/bookings");
  await expect(page.locator(`a[href="/bookings/${id}"]`)).toBeVisible();
});
