import { expect, type Page, test } from "@playwright/test";
import { stripeEmulator } from "./support/emulators";
import { aCoach, enterAs, inDatabase } from "./support/marketplace";

/** SPONSORSHIP_PICTURES=folder keeps what the journey saw, narrow and wide, light and dark. */
const pictures = process.env.SPONSORSHIP_PICTURES;

test("a coach becomes sponsored, is shown as such to those whose search fits, ends it and changes their mind", async ({ page, browser }) => {
  const coach = await aCoach();
  const categories = await inDatabase(async (db) => (await db.collection<{ _id: string; categories: string[] }>("tutors").findOne({ _id: coach.id }))?.categories ?? []);
  await enterAs(page.context(), coach.email);
  await page.goto("/coach/sponsorship");
  await expect(page.getByRole("radio", { name: /^4 weeks/ })).toBeChecked();
  await keep(page, "offers");

  // The price is ours to say: chosen, paid at Stripe, and back.
  await page.getByRole("radio", { name: /^1 week/ }).check();
  await page.getByRole("button", { name: "Go to payment, $15" }).click();
  await page.waitForURL(/\/stripe\/checkout\//);
  await expect(page.getByText("$15.00").first()).toBeVisible();
  await page.goto("/coach/sponsorship");
  await expect(page.getByText("You have not paid yet")).toBeVisible();
  await keep(page, "left");
  await page.getByRole("button", { name: "Go on with the payment" }).click();
  await page.waitForURL(/\/stripe\/checkout\//);
  await page.getByLabel("Card number").fill("4242 4242 4242 4242");
  await page.getByLabel(/Expiry/).fill("12 / 40");
  await page.getByLabel("Security code").fill("123");
  await page.getByRole("button", { name: /Subscribe|Pay/ }).click();
  await page.waitForURL(/\/coach\/sponsorship/);
  await expect(page.getByRole("heading", { name: "You are sponsored" })).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await expect(page.getByRole("heading", { name: "You are sponsored" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Payments" }).getByRole("listitem")).toHaveCount(1);
  await keep(page, "running");

  // Above the results that fit, once; not where another category is asked for, and not in an order that somebody chose.
  const guest = await browser.newPage();
  const cards = guest.getByRole("article").filter({ hasText: coach.name });
  await guest.goto(`/coaches?category=${categories[0]}`);
  await expect(guest.getByRole("article").first()).toContainText("Sponsored");
  await expect(guest.getByRole("article").first()).toContainText(coach.name);
  await expect(cards).toHaveCount(1);
  await keep(guest, "results");
  await guest.goto(`/coaches?category=${categories[0]}&sort=price`);
  await expect(guest.getByRole("article").first()).toBeVisible();
  await expect(guest.getByText(/^Sponsored/)).toHaveCount(0);
  await guest.close();

  await page.getByRole("button", { name: "End the sponsorship" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End it then" }).click();
  await expect(page.getByText(/and ends there\. Nothing more is charged\./).first()).toBeVisible();
  await page.getByRole("button", { name: "Renew it after all" }).click();
  await expect(page.getByText(/^Renews on /)).toBeVisible();
  await page.getByRole("button", { name: "Card and invoices" }).click();
  await page.waitForURL(/\/stripe\/portal\//);
  await expect(page.getByText("It renews on")).toBeVisible();

  // No other journey shall find a sponsor; and what ends at Stripe ends here, without anybody asking.
  const row = await inDatabase((db) => db.collection<{ tutor_id: string; stripe_subscription_id: string }>("sponsorships").findOne({ tutor_id: coach.id }));
  await stripeEmulator().subscriptions.cancel(row?.stripe_subscription_id ?? "");
  const status = () => inDatabase(async (db) => (await db.collection<{ tutor_id: string; status: string }>("sponsorships").findOne({ tutor_id: coach.id }))?.status);
  await expect.poll(status, { timeout: 15_000 }).toBe("ended");
});

async function keep(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  for (const width of [390, 1440]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: `${pictures}/${name}-${width}-${colorScheme}.png`, fullPage: width === 390 });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
}
