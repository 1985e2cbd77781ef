import { expect, type Page, test } from "@playwright/test";
import { answerBank, cardFrame, cards, payButton, typeCard } from "./support/card";
import { addFault, clearFaults, moneyOf } from "./support/emulators";
import { aCoach, asMember, bookingRow, expectConfirmedOnce, freeTime, hold } from "./support/marketplace";

test.afterEach(() => clearFaults());

/** A member's checkout, with everything on it ready. */
async function openCheckout(page: Page) {
  const member = await asMember(page.context());
  const coach = await aCoach();
  const { id, checkout_path } = await hold(member, coach, await freeTime(coach));
  await page.goto(checkout_path);
  await expect(cardFrame(page).getByLabel("Card number")).toBeVisible();
  return { id, coach, consumer_email: member.email };
}

async function expectBooked(page: Page, id: string) {
  await page.waitForURL(`**/bookings/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are booked");
}

test("a declined card leaves the person on the page with the reason and the time held, and another card then pays", async ({ page }) => {
  const { id, ...people } = await openCheckout(page);
  await typeCard(page, cards.declined);
  await payButton(page).click();

  await expect(page.getByRole("alert").filter({ hasText: "Your bank declined this card." })).toHaveText(/Nothing was charged and your time is still held\. Try another card/);
  expect(page.url()).toContain(`/checkout/${id}`);
  await expect(page.getByRole("timer")).toBeVisible();
  expect(await bookingRow(id)).toMatchObject({ status: "held" });
  expect((await moneyOf(id)).charges.filter(({ paid }) => paid)).toHaveLength(0);

  await typeCard(page, cards.good);
  await payButton(page).click();
  await expectBooked(page, id);
  await expectConfirmedOnce(id, people);
});

test("a card whose bank asks pays once the person has said yes on the bank's page", async ({ page }) => {
  const { id, ...people } = await openCheckout(page);
  await typeCard(page, cards.authenticated);
  await payButton(page).click();
  await answerBank(page, "Complete authentication");
  await expectBooked(page, id);
  await expectConfirmedOnce(id, people);
});

test("a card whose bank gets no answer it likes books nothing, keeps the time held, and can be tried again", async ({ page }) => {
  const { id, ...people } = await openCheckout(page);
  await typeCard(page, cards.authenticated);
  await payButton(page).click();
  await answerBank(page, "Fail authentication");

  await expect(page.getByRole("alert").filter({ hasText: "Your bank could not confirm that it is you." })).toContainText("your time is still held");
  expect(await bookingRow(id)).toMatchObject({ status: "held" });
  expect((await moneyOf(id)).charges.filter(({ paid }) => paid)).toHaveLength(0);

  await payButton(page).click();
  await answerBank(page, "Complete authentication");
  await expectBooked(page, id);
  await expectConfirmedOnce(id, people);
});

test("pressing Pay twice charges once", async ({ page }) => {
  const { id, ...people } = await openCheckout(page);
  await typeCard(page);
  await payButton(page).dblclick();
  await expectBooked(page, id);
  await expectConfirmedOnce(id, people);
});

test("a browser that is gone right after paying is booked all the same, by the webhook", async ({ page }) => {
  const { id, ...people } = await openCheckout(page);
  await page.route("**/api/payments/confirm", (route) => route.abort());
  const paid = page.waitForResponse((response) => /\/v1\/payment_intents\/pi_\w+\/confirm$/.test(response.url()) && response.ok());
  await typeCard(page);
  await payButton(page).click();
  await paid;
  await page.close();

  await expect.poll(async () => (await bookingRow(id)).status).toBe("confirmed");
  await expectConfirmedOnce(id, people);
});

for (const fault of [
  { name: "answers 500", kind: "status", status: 500 },
  { name: "does the work and then drops the line", kind: "drop_after" },
] as const) {
  test(`a payment service that ${fault.name} is told in a sentence, and the next try pays with one intent`, async ({ page }) => {
    const { id, ...people } = await openCheckout(page);
    const { name: _name, ...kind } = fault;
    // The SDK itself tries three times.
    await addFault({ emulator: "stripe", method: "POST", path: "/v1/payment_intents", times: 3, ...kind });
    await typeCard(page);
    await payButton(page).click();
    await expect(page.getByRole("alert").filter({ hasText: "The payment service does not answer right now." })).toContainText("Nothing was charged");
    await expect(page.getByRole("timer")).toBeVisible();

    await payButton(page).click();
    await expectBooked(page, id);
    await expectConfirmedOnce(id, people);
  });
}
