import { expect, type Page, test } from "@playwright/test";
import { expectForEverybody } from "./support/axe";
import { answerBank, cardFrame, cards, payButton, typeCard, typeDigits } from "./support/card";
import { countEffort } from "./support/effort";
import { mailsAbout, linkIn, moneyOf, stripeEmulator } from "./support/emulators";
import { aCoach, appUrl, asMember, bookingRow, coachOf, expectConfirmedOnce, freeTime, hold, inDatabase, type Member, untilQuiet } from "./support/marketplace";

test.use({ contextOptions: { reducedMotion: "reduce" } });
test.describe.configure({ timeout: 120_000 });

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const savedCards = (page: Page) => page.getByRole("list", { name: "Saved cards" }).getByRole("listitem");

/** Opens the page of cards and saves one, as far as the bank lets. */
async function addCard(page: Page, number: string = cards.good): Promise<void> {
  await page.getByRole("button", { name: "Add a card" }).click();
  const save = page.getByRole("button", { name: "Save this card" });
  await expect(save).toBeEnabled();
  const field = cardFrame(page).getByLabel("Card number");
  await field.click();
  await typeDigits(page, number);
  await save.click();
}

async function openCheckout(page: Page, member: Member): Promise<{ id: string; coach: Awaited<ReturnType<typeof aCoach>> }> {
  const coach = await aCoach();
  const { id, checkout_path } = await hold(member, coach, await freeTime(coach));
  await page.goto(checkout_path);
  return { id, coach };
}

test("a card that is kept at the checkout pays the next session in two presses and no typing, with its receipt on the page, in the mail and as a file", async ({
  page,
  context,
}) => {
  const member = await asMember(context);
  const first = await openCheckout(page, member);
  await typeCard(page);
  await page.getByRole("checkbox", { name: "Keep this card for next time" }).check();
  await expectForEverybody(page);
  await payButton(page).click();
  await page.waitForURL(`**/bookings/${first.id}`);
  await expectConfirmedOnce(first.id, { consumer_email: member.email, coach: first.coach });

  await page.goto("/coaches?category=academics");
  const card = page.getByRole("article").first();
  const coach = await coachOf((await card.getByRole("link").first().getAttribute("href"))?.split("/").at(-1) ?? "");
  const effort = await countEffort(context);
  await page.reload();
  await card
    .getByRole("button", { name: /^Book / })
    .first()
    .click();
  await page.waitForURL(/\/checkout\/bk_/);
  const id = page.url().split("/").at(-1) ?? "";
  await expect(payButton(page)).toHaveText(/^Pay \$[\d.]+ with Visa •••• 4242$/);
  await payButton(page).click();
  await page.waitForURL(`**/bookings/${id}`);
  await expect(heading(page)).toHaveText("You are booked");
  expect(effort.clicks).toBe(2);
  expect(effort.fields).toBe(0);
  await expectConfirmedOnce(id, { consumer_email: member.email, coach });

  const receipt = (await mailsAbout(id, member.email)).find(({ subject }) => /receipt/i.test(subject));
  if (!receipt) throw new Error("no receipt was mailed");
  await page.goto(linkIn(receipt, `/bookings/${id}/receipt`));
  await expect(heading(page)).toHaveText("Receipt");
  await expect(page.getByText(/^Paid with Visa •••• 4242 on /)).toBeVisible();
  await expectForEverybody(page);
  const downloaded = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download PDF" }).click();
  expect((await downloaded).suggestedFilename()).toMatch(/^MaestroHub-receipt-pay_\w+\.pdf$/);

  await page.goto("/account/payments");
  await expect(page.getByRole("list", { name: "Payments and refunds" }).getByRole("listitem")).toHaveCount(2);
  await expectForEverybody(page);
});

test("a saved card that is declined says so, and another one pays the same booking", async ({ page, context }) => {
  const member = await asMember(context);
  await page.goto("/account/payment-methods");
  // It can be saved, and is declined whenever it is charged.
  await addCard(page, "4000000000000341");
  await expect(page.getByText("Your card is saved.")).toBeVisible();

  const { id, coach } = await openCheckout(page, member);
  await expect(payButton(page)).toHaveText(/with Visa •••• 0341$/);
  await payButton(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "Your bank declined this card." })).toContainText("your time is still held");
  await expectForEverybody(page);
  await page.getByRole("button", { name: "Use another card" }).click();
  await expect(page.getByRole("radio", { name: "Another card" })).toBeChecked();
  await expect(payButton(page)).toBeEnabled();
  await expect(cardFrame(page).getByLabel("Card number")).toBeFocused();
  await typeDigits(page);
  await payButton(page).click();
  await page.waitForURL(`**/bookings/${id}`);
  await expectConfirmedOnce(id, { consumer_email: member.email, coach });
  expect((await moneyOf(id)).charges.filter(({ paid }) => paid)).toHaveLength(1);
  // It was not kept: nobody asked for that.
  await page.goto("/account/payment-methods");
  await expect(savedCards(page)).toHaveCount(1);
});

test("a saved card whose bank asks pays once the person has answered", async ({ page, context }) => {
  const member = await asMember(context);
  await page.goto("/account/payment-methods");
  await addCard(page, cards.authenticated);
  await answerBank(page, "Complete authentication");
  await expect(page.getByText("Your card is saved.")).toBeVisible();
  const { id, coach } = await openCheckout(page, member);
  await expect(payButton(page)).toHaveText(/with Visa •••• 3155$/);
  await payButton(page).click();
  await answerBank(page, "Complete authentication");
  await page.waitForURL(`**/bookings/${id}`);
  await expectConfirmedOnce(id, { consumer_email: member.email, coach });
});

test("cards are added, one is made the default, and one is removed once it was asked for and meant", async ({ page, context }) => {
  await asMember(context);
  await page.goto("/account/payment-methods");
  await expect(page.getByText("No card is saved")).toBeVisible();
  await expectForEverybody(page);
  await addCard(page, cards.declined);
  await expect(page.getByRole("alert").filter({ hasText: "It was not saved." })).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await addCard(page);
  await expect(savedCards(page)).toHaveText([/Visa •••• 4242.*Default/s]);
  await addCard(page, "5555555555554444");
  await expect(savedCards(page)).toHaveText([/Mastercard •••• 4444.*Default/s, /Visa •••• 4242/]);
  await page.getByRole("button", { name: "Make default: Visa •••• 4242" }).click();
  await expect(savedCards(page)).toHaveText([/Visa •••• 4242.*Default/s, /Mastercard •••• 4444/]);
  await expectForEverybody(page);

  const remove = page.getByRole("button", { name: "Remove Mastercard •••• 4444" });
  await remove.click();
  await expectForEverybody(page);
  await page.keyboard.press("Escape");
  await expect(remove).toBeFocused();
  await expect(savedCards(page)).toHaveCount(2);
  await remove.click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("Mastercard •••• 4444 is removed.")).toBeFocused();
  await expect(savedCards(page)).toHaveCount(1);
});

test("nobody pays with, removes or chooses a card of somebody else", async ({ page, context, browser }) => {
  await asMember(context);
  await page.goto("/account/payment-methods");
  await addCard(page);
  await expect(savedCards(page)).toHaveCount(1);
  const { data } = await stripeEmulator().customers.list({ limit: 1 });
  const [theirs] = (await stripeEmulator().customers.listPaymentMethods(data[0]?.id ?? "")).data;

  const other = await browser.newContext();
  const stranger = await asMember(other);
  const coach = await aCoach();
  const { id } = await hold(stranger, coach, await freeTime(coach));
  const headers = { origin: appUrl };
  const refused = await other.request.post(`${appUrl}/api/payments/create-intent`, { data: { booking_id: id, payment_method_id: theirs?.id }, headers });
  expect(refused.status()).toBe(404);
  expect((await other.request.delete(`${appUrl}/api/account/payment-methods/${theirs?.id}`, { headers })).status()).toBe(404);
  expect((await other.request.post(`${appUrl}/api/account/payment-methods/${theirs?.id}/default`, { headers })).status()).toBe(404);
  expect((await moneyOf(id)).intents).toHaveLength(0);
  await other.close();
  await page.reload();
  await expect(savedCards(page)).toHaveCount(1);
});

test("a refund stands among the payments with the day by which it arrives, and the filter stays in the address", async ({ page, context }) => {
  const member = await asMember(context);
  await page.goto("/account/payments");
  await expect(page.getByText("You have not paid anything yet")).toBeVisible();
  await expectForEverybody(page);
  const { id } = await openCheckout(page, member);
  await typeCard(page);
  await payButton(page).click();
  await page.waitForURL(`**/bookings/${id}`);
  await page.getByRole("button", { name: "Cancel the session" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Cancel and get / })
    .click();
  await expect(heading(page)).toHaveText("Cancelled by you");
  await untilQuiet(id);

  await page.goto("/account/payments");
  await expect(page.getByRole("heading", { name: "On its way back to you" })).toBeVisible();
  await expect(page.getByText(/^Your bank shows it by \w{3}, \w{3} \d+ at the latest, to Visa •••• 4242\.$/).first()).toBeVisible();
  await expectForEverybody(page);
  await page.getByLabel("Show").selectOption("refunds");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.waitForURL(/\/account\/payments\?kind=refunds/);
  await expect(page.getByRole("list", { name: "Payments and refunds" }).getByRole("listitem")).toHaveCount(1);
  await page.reload();
  await expect(page.getByLabel("Show")).toHaveValue("refunds");
  const row = await bookingRow(id);
  const rows = await inDatabase((db) => db.collection("refunds").find({ booking_id: id }).toArray());
  expect(rows.map(({ amount }) => Number(amount))).toEqual([row.price]);
});
