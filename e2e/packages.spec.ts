import { expect, type Page, test } from "@playwright/test";
import { expectForEverybody } from "./support/axe";
import { answerBank, cardFrame, cards, payButton, typeCard, typeDigits } from "./support/card";
import { countEffort } from "./support/effort";
import { moneyOf } from "./support/emulators";
import { aCoach, asMember, enterAs, freeTime, hold, inDatabase } from "./support/marketplace";
import { offer } from "./support/packages";

/** PACKAGE_PICTURES=folder keeps what the journey saw, narrow and wide, light and dark. */
const pictures = process.env.PACKAGE_PICTURES;

test("a coach offers a package, a client buys it with the second card, books and cancels from it, and ends it", async ({ page, browser }) => {
  test.setTimeout(180_000);
  const coach = await aCoach();
  const room = await browser.newPage();
  await enterAs(room.context(), coach.email);
  await room.goto("/coach/packages");
  await room.getByLabel("Sessions", { exact: true }).fill("7");
  await room.getByLabel("Discount in percent").fill("60");
  await room.getByRole("button", { name: "Offer this package" }).click();
  await expect(room.getByText("At most 50.")).toBeVisible();
  await room.getByLabel("Discount in percent").fill("10");
  await room.getByRole("button", { name: "Offer this package" }).click();
  await expect(room.getByRole("heading", { name: `7 × ${coach.minutes} minutes` })).toBeVisible();
  await keep(room, "coach");

  const member = await asMember(page.context());
  await page.goto(`/coaches/${coach.slug}`);
  await keep(page, "offer");
  await page.getByRole("button", { name: /^Buy this package of 7 sessions/ }).click();
  await page.waitForURL(/\/packages\/pkg_/);
  const id = page.url().split("/").at(-1) ?? "";
  await typeCard(page, cards.declined);
  await payButton(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was charged." })).toBeVisible();
  await keep(page, "checkout");
  await typeCard(page, cards.good);
  await payButton(page).click();
  await expect(page.getByText("7 left", { exact: true })).toBeVisible();
  const price = Math.floor((coach.price * 7 * 90 + 50) / 100);
  expect((await moneyOf(id)).charges.filter(({ paid }) => paid).map(({ amount }) => amount)).toEqual([price]);
  await keep(page, "bought");

  await page.getByRole("button", { name: /^Book / }).click();
  await page.waitForURL(/\/bookings\/bk_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are booked");
  await page.getByRole("link", { name: "Open the package and its receipt" }).click();
  await expect(page.getByText("6 left", { exact: true })).toBeVisible();

  // A time that is held on the coach's page needs no card either, and comes back when it is cancelled in time.
  const { checkout_path } = await hold(member, coach, await freeTime(coach, -1));
  await page.goto(checkout_path);
  await page.getByRole("button", { name: /from it$/ }).click();
  await page.waitForURL(/\/bookings\/bk_/);
  await page.getByRole("button", { name: "Cancel the session" }).click();
  await page.getByRole("button", { name: "Cancel and keep the session" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cancelled by you");
  await expect(page.getByText("The session is back in your package").first()).toBeVisible();
  await page.goto("/packages");
  await expect(page.getByText("6 left", { exact: true })).toBeVisible();
  await keep(page, "list");

  // With a session ahead a client cannot end it; the coach can, and says so before.
  await page.goto(`/packages/${id}`);
  await expect(page.getByText("A session of it is booked ahead.")).toBeVisible();
  await room.reload();
  await expect(room.getByText("6 of 7 sessions left")).toBeVisible();
  await room.getByRole("button", { name: /^End the package/ }).click();
  await keep(room, "ending");
  await room.getByRole("button", { name: /^End it and give \$/ }).click();
  await expect(room.getByText(/^You ended it\./)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/went back to you|is on its way back to you/)).toBeVisible();
  await expect.poll(async () => (await moneyOf(id)).refunds.map(({ amount }) => amount), { timeout: 15_000 }).toEqual([price - (await partOf(id))]);
  await room.close();
});

test("a package is paid with a saved card in two presses and no typing, once, after the bank has asked, and stands among the payments with its receipt", async ({ page }) => {
  test.setTimeout(120_000);
  const coach = await aCoach();
  await offer(coach);
  await asMember(page.context());
  await saveCard(page, cards.authenticated);
  await keep(page, "payment-methods");

  await page.goto(`/coaches/${coach.slug}`);
  const effort = await countEffort(page.context());
  await page.reload();
  await page.getByRole("button", { name: /^Buy this package of 3 sessions/ }).click();
  await page.waitForURL(/\/packages\/pkg_/);
  const id = page.url().split("/").at(-1) ?? "";
  await expect(payButton(page)).toHaveText(/^Pay \$[\d,.]+ with Visa •••• 3155$/);
  await payButton(page).click();
  await expect.poll(() => effort.clicks).toBe(2);
  expect(effort.fields).toBe(0);
  await answerBank(page, "Fail authentication");
  await expect(page.getByRole("alert").filter({ hasText: "Your bank could not confirm that it is you. Nothing was charged." })).toBeVisible();
  await expectForEverybody(page);
  await keep(page, "saved-card");
  await payButton(page).click();
  await answerBank(page, "Complete authentication");
  await expect(page.getByText("3 left", { exact: true })).toBeVisible();
  await expectForEverybody(page);
  const money = await moneyOf(id);
  expect(money.intents).toHaveLength(1);
  expect(money.charges.filter(({ paid }) => paid)).toHaveLength(1);

  await page.goto("/account/payments");
  const row = page.getByRole("list", { name: "Payments and refunds" }).getByRole("listitem");
  await expect(row).toHaveText(/3 sessions of \d+ minutes with .*Paid with Visa •••• 3155/s);
  await keep(page, "payments");
  await row.getByRole("link", { name: /^Receipt/ }).click();
  await page.waitForURL(`**/packages/${id}/receipt`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Receipt");
  await expect(page.getByText(/^Paid with Visa •••• 3155 on /)).toBeVisible();
  await expectForEverybody(page);
  await keep(page, "receipt");
  const downloaded = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download PDF" }).click();
  const file = await downloaded;
  expect(file.suggestedFilename()).toMatch(/^MaestroHub-receipt-pay_\w+\.pdf$/);
  if (pictures) await file.saveAs(`${pictures}/receipt.pdf`);
});

test("a visitor is led to sign in before they buy, and the pages of packages are accessible", async ({ page }) => {
  const coach = await aCoach();
  await offer(coach, { sessions: 6 });
  await page.goto(`/coaches/${coach.slug}`);
  const link = page.getByRole("link", { name: /^Sign in to buy 6 sessions/ });
  expect(await link.getAttribute("href")).toBe(`/sign-in?next=${encodeURIComponent(`/coaches/${coach.slug}#packages`)}`);
  await asMember(page.context());
  await page.goto("/packages");
  await expect(page.getByRole("heading", { name: "You have no package yet" })).toBeVisible();
  await expectForEverybody(page);
});

async function saveCard(page: Page, number: string): Promise<void> {
  await page.goto("/account/payment-methods");
  await page.getByRole("button", { name: "Add a card" }).click();
  await expect(page.getByRole("button", { name: "Save this card" })).toBeEnabled();
  await cardFrame(page).getByLabel("Card number").click();
  await typeDigits(page, number);
  await page.getByRole("button", { name: "Save this card" }).click();
  await answerBank(page, "Complete authentication");
  await expect(page.getByText("Your card is saved.")).toBeVisible();
  // Said together with the list that has it.
  expect(await page.getByText("No card is saved").count()).toBe(0);
}

/** The part of the session that stays booked. */
function partOf(id: string): Promise<number> {
  return inDatabase(async (db) => (await db.collection<{ package_purchase_id: string; status: string; price: number }>("bookings").findOne({ package_purchase_id: id, status: "confirmed" }))?.price ?? 0);
}

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
