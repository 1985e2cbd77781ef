import { expect, type Page, test } from "@playwright/test";
import { emulatorsUrl, mailsTo, stripeEmulator } from "./support/emulators";
import { aCoach, appUrl, aMember, type Coach, enterAs, freeTime, hold, inDatabase } from "./support/marketplace";
import { send } from "./support/people";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });
const control = (path: string, body: object) => fetch(`${emulatorsUrl}/_control/stripe/${path}`, { method: "POST", body: JSON.stringify(body) });

/** Paid with money that Stripe has at once, held two days ago, and completed by the coach a day ago: due now. */
async function anEarnedSession(coach: Coach, cookie: string): Promise<string> {
  const member = await aMember();
  const { id } = await hold(member, coach, await freeTime(coach));
  const stripe = stripeEmulator();
  const { payment_intent_id: intent } = (await (await send(appUrl, "POST", "/api/payments/create-intent", { cookie: member.cookie, body: { booking_id: id } })).json()) as { payment_intent_id: string };
  await stripe.paymentIntents.confirm(intent, { payment_method: "pm_card_bypassPending", return_url: appUrl });
  expect((await send(appUrl, "POST", "/api/payments/confirm", { cookie: member.cookie, body: { payment_intent_id: intent } })).status).toBe(200);
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await inDatabase((db) => db.collection<{ _id: string }>("bookings").updateOne({ _id: id }, { $set: { starts_at: ago(50), ends_at: ago(49) }, $unset: { tutor_cells: "", consumer_cells: "" } }));
  expect((await send(appUrl, "POST", `/api/tutor/bookings/${id}/complete`, { cookie, body: {} })).status).toBe(200);
  await inDatabase(async (db) => {
    await db.collection<{ _id: string }>("bookings").updateOne({ _id: id }, { $set: { settled_at: ago(25) } });
    const transfer = await db.collection<{ _id: string }>("transfers").findOneAndUpdate({ booking_id: id }, { $set: { due_at: ago(1) } });
    await db.collection("outbox").updateOne({ "task.transfer_id": transfer?._id }, { $set: { run_at: ago(1), due_at: ago(1) } });
  });
  return id;
}

test("a coach sets payouts up at Stripe in two visits, and what waited is sent, paid out, sent back by the bank, and told each time", async ({ page, context }) => {
  test.setTimeout(90_000);
  const coach = await aCoach();
  await enterAs(context, coach.email);
  const cookie = (await context.cookies(appUrl)).map(({ name, value }) => `${name}=${value}`).join("; ");
  const id = await anEarnedSession(coach, cookie);
  const row = page.getByRole("listitem").filter({ has: page.locator(`a[href="/coach/bookings/${id}"]`) });

  await page.goto("/coach/payouts");
  await expect(heading(page, "Set up payouts")).toBeVisible();
  await expect(page.getByRole("link", { name: "set up two-factor sign-in" })).toHaveAttribute("href", "/account/security#two-factor");
  await expect(row).toContainText("Sent as soon as payouts are set up.");

  // Left half-way, and come back; a reload asks again and makes nothing.
  await page.getByRole("button", { name: "Set up payouts" }).click();
  await expect(heading(page, "Set up your payouts")).toBeVisible();
  await page.getByRole("button", { name: "Save for later" }).click();
  await expect(page).toHaveURL(/\/coach\/payouts\/return$/);
  await expect(heading(page, "Finish setting up payouts")).toBeVisible();
  await page.reload();
  await expect(heading(page, "Finish setting up payouts")).toBeVisible();

  // A link that was opened before leads to a page that makes a new one.
  await page.getByRole("button", { name: "Go on at Stripe" }).click();
  await expect(heading(page, "Set up your payouts")).toBeVisible();
  await page.goto("/coach/payouts/refresh");
  await page.reload();
  await page.getByRole("button", { name: "Go on at Stripe" }).click();
  await page.getByRole("button", { name: "Submit, and pass the check" }).click();
  await expect(heading(page, "Payouts are set up")).toBeVisible();
  await page.getByRole("link", { name: "See my payouts" }).click();
  await page.waitForURL(/\/coach\/payouts$/);

  const account = await inDatabase((db) => db.collection<{ stripe_account_id: string }>("payout_accounts").find({ tutor_id: coach.id }).toArray());
  expect(account).toHaveLength(1);
  const stripeAccount = account[0]?.stripe_account_id ?? "";
  const stripe = stripeEmulator();
  await expect.poll(async () => (await stripe.transfers.list({ transfer_group: id })).data.length, { timeout: 20_000 }).toBe(1);
  await expect.poll(async () => (await page.reload(), row.textContent({ timeout: 1_000 }).catch(() => "")), { timeout: 15_000 }).toContain("Sent to your Stripe account");

  const [transfer] = (await stripe.transfers.list({ transfer_group: id })).data;
  const payout = await stripe.payouts.create({ amount: transfer?.amount ?? 0, currency: coach.currency }, { stripeAccount });
  await control(`payouts/${payout.id}/arrive`, {});
  await expect.poll(async () => (await page.reload(), page.getByRole("region", { name: "To your bank" }).textContent({ timeout: 1_000 }).catch(() => "")), { timeout: 20_000 }).toContain("Arrived");
  await expect.poll(async () => (await mailsTo(coach.email)).filter(({ subject }) => / is on its way to you$/.test(subject)).length, { timeout: 15_000 }).toBe(1);

  await control(`payouts/${payout.id}/fail`, { code: "account_closed" });
  await expect.poll(async () => (await page.reload(), page.getByText(/Your bank sent .* back/).count()), { timeout: 20_000 }).toBeGreaterThan(0);
  await expect(heading(page, "Your bank account does not work")).toBeVisible();

  const file = await send(appUrl, "GET", "/api/tutor/payouts/export", { cookie });
  expect(file.headers.get("content-disposition")).toContain(".csv");
  expect(await file.text()).toContain(`${id}\r\n`);
});
