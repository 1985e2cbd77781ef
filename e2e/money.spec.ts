import { type BrowserContext, expect, type Locator, type Page, test } from "@playwright/test";
import { answerBank, cards, payButton, typeCard } from "./support/card";
import { clockNow, giveClockBack, moveClockTo } from "./support/clock";
import { connectionsOfServers, isLoopback } from "./support/connections";
import { emulatorsUrl, mailsTo, moneyOf, stripeEmulator } from "./support/emulators";
import { aCoach, asMember, bookingRow, type Coach, enterAs, freeTimes, hold, inDatabase, type Member } from "./support/marketplace";
import { watch } from "./support/watch";

/**
 * All of the money in one story, with no key of any provider: what a coach, a client and an admin see, while the emulators' clock goes on by
 * three weeks. At the end our books and Stripe's say the same of every minor unit, and nothing has left this machine.
 */
test.use({ contextOptions: { reducedMotion: "reduce" } });

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const after = (instant: Date, ms: number) => new Date(instant.getTime() + ms);
const money = (amount: number) => `$${(amount / 100).toFixed(2)}`;
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });
const control = (path: string, body: object) => fetch(`${emulatorsUrl}/_control/stripe/${path}`, { method: "POST", body: JSON.stringify(body) });

/** What an event, a worker or the clock brings about by itself. */
const untilShows = (page: Page, what: Locator) =>
  expect(async () => {
    await page.reload();
    await expect(what.first()).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 40_000 });

/** No journey after this one shall find a sponsor, or a coach who has payouts already; also where this one fails. */
const tidyUp: (() => Promise<unknown>)[] = [];

test.afterEach(async () => {
  for (const tidy of tidyUp.splice(0)) await tidy();
  await giveClockBack();
});

test("a session, a package, a sponsorship and payouts, with all that goes wrong on the way: the ledger explains every minor unit, and nothing leaves this machine", async ({ page, context, browser }) => {
  test.setTimeout(420_000);
  const began = new Date();
  const coach = await aCoachWhoGivesHalf();
  const [coachContext, adminContext] = [await browser.newContext(), await browser.newContext()];
  const watches = await Promise.all([context, coachContext, adminContext].map(watch));
  const room = await enter(coachContext, coach.email);
  const admin = await enter(adminContext, "admin@example.com");
  const member = await asMember(context);

  const account = await test.step("a coach sets payouts up on Stripe's page, with a bank account that is closed", () => setPayoutsUp(room, coach));
  await test.step("and offers a package", () => offerPackage(room));
  const [first, disputed, late] = await threeTimes(coach);

  const held = await test.step("a client's card is declined, and another one authenticates", () => payAtSecondTry(page, member, coach, first));
  const lost = await test.step("a card pays whose owner will dispute it", () => pay(page, { member, coach, time: disputed, card: "4000000000000259" }));
  const halved = await test.step("one session more is bought", () => pay(page, { member, coach, time: late }));
  const [purchase, fromPackage] = await test.step("a package is bought, and a session of it booked", () => buyPackage(page, coach));
  const sponsorship = await test.step("the coach becomes sponsored", () => becomeSponsored(room, coach));

  await test.step("the dispute is open, and lost", async () => {
    await admin.goto(`/admin/money/${lost}`);
    await untilShows(admin, admin.getByText(/disputed: open$/));
    const [dispute] = (await stripeEmulator().disputes.list({ payment_intent: (await moneyOf(lost)).intents[0]?.id ?? "" })).data;
    await control(`disputes/${dispute?.id}/close`, { outcome: "lost" });
    await untilShows(admin, admin.getByText(/disputed: lost$/));
  });

  await test.step("a session is held, and completed by the coach", async () => {
    await moveClockTo(after((await bookingRow(held)).ends_at, minute));
    await room.goto(`/coach/bookings/${held}`);
    await room.getByRole("button", { name: "It took place" }).click();
    await expect.poll(async () => (await bookingRow(held)).status).toBe("completed");
  });

  await test.step("another is cancelled while half comes back", async () => {
    const { starts_at, price } = await bookingRow(halved);
    await moveClockTo(after(starts_at, -30 * hour));
    if (await isModerate(coach)) await moveClockTo(after(starts_at, -18 * hour));
    const half = Math.floor((price * 50 + 50) / 100);
    await page.goto(`/bookings/${halved}`);
    await page.getByRole("button", { name: "Cancel the session" }).click();
    await page.getByRole("dialog").getByRole("button", { name: `Cancel and get ${money(half)} back` }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cancelled by you");
    await expect.poll(async () => (await moneyOf(halved)).refunds.map(({ amount, status }) => [amount, status]), { timeout: 20_000 }).toEqual([[half, "succeeded"]]);
  });

  await test.step("a day after it was completed, the coach's share is transferred", async () => {
    await moveClockTo(after((await bookingRow(held)).ends_at, day + 10 * minute));
    await room.goto("/coach/payouts");
    const row = room.getByRole("listitem").filter({ has: room.locator(`a[href="/coach/bookings/${held}"]`) });
    await untilShows(room, row.getByText("Sent to your Stripe account"));
    expect((await stripeEmulator().transfers.list({ transfer_group: held })).data).toHaveLength(1);
  });

  await test.step("the sponsorship renews by the clock", async () => {
    await moveClockTo(after((await sponsorshipRow(sponsorship)).paid_until, 2 * hour));
    await room.goto("/coach/sponsorship");
    await untilShows(room, room.getByRole("region", { name: "Payments" }).getByRole("listitem").nth(1));
    await expect(heading(room, "You are sponsored")).toBeVisible();
    await letCardFail(sponsorship);
  });

  await test.step("the bank sends the payout back; with another bank account it arrives", async () => {
    await room.goto("/coach/payouts");
    await arrive(account, "failed");
    await untilShows(room, heading(room, "Your bank account does not work"));
    await room.getByRole("button", { name: "Change it at Stripe" }).click();
    await room.getByLabel("Bank account").selectOption("000123456789");
    await room.getByRole("button", { name: "Submit, and pass the check" }).click();
    await expect(heading(room, "Payouts are set up")).toBeVisible();
    await room.goto("/coach/payouts");
    await arrive(account, "paid");
    await untilShows(room, room.getByRole("region", { name: "To your bank" }).getByText("Arrived"));
  });

  await test.step("the next renewal fails, and the coach is told once", async () => {
    await moveClockTo(after((await sponsorshipRow(sponsorship)).paid_until, 2 * hour));
    await room.goto("/coach/sponsorship");
    await untilShows(room, room.getByText("Your card was not accepted"));
    await expect(room.getByRole("region", { name: "Payments" }).getByRole("listitem")).toHaveCount(2);
    const told = async () => (await mailsTo(coach.email)).filter(({ subject }) => subject.startsWith("Your sponsorship was not renewed: ")).length;
    await expect.poll(told, { timeout: 20_000 }).toBe(1);
  });

  await test.step("the books and Stripe's say the same of every minor unit", async () => {
    await expect.poll(unheard, { timeout: 60_000 }).toBe(0);
    // What is younger than a quarter of an hour is not looked at.
    await moveClockTo(after(await clockNow(), 20 * minute));
    await admin.goto("/admin/money");
    const run = await compareNow(admin);
    expect(run).toMatchObject({ status: "done", differences: [], differences_count: 0 });
    await untilShows(admin, admin.getByText("Both say the same to the last minor unit, and no entry was changed."));

    const stories = [held, lost, halved, purchase, fromPackage, sponsorship];
    for (const id of stories) {
      await admin.goto(`/admin/money/${id}`);
      await expect(admin.getByText(/^Charged is the sum of the others, to the last minor unit\./)).toBeVisible();
    }
    const kinds = await inDatabase((db) => db.collection("ledger_entries").distinct("kind", { booking_id: { $in: stories } }));
    expect(kinds).toEqual(expect.arrayContaining(["payment_captured", "payment_fee", "refund_sent", "session_settled", "dispute_opened", "dispute_lost", "transfer_sent", "package_session_booked", "sponsorship_paid"]));
    const entries = await inDatabase((db) => db.collection("ledger_entries").countDocuments({ booking_id: { $in: stories } }));
    const movements = await expectEachMovementInTheBooks(began);
    test.info().annotations.push({ type: "money", description: `${run.entries} entries compared with ${movements} movements, ${run.differences_count} differences; ${entries} entries of this journey` });
  });

  await test.step("and nobody outside this machine was asked for anything", async () => {
    const asked = watches.flatMap(({ hosts }) => [...hosts]);
    expect(new Set(asked)).toContain(new URL(emulatorsUrl).host);
    expect(asked.filter((host) => !isLoopback(new URL(`http://${host}`).hostname))).toEqual([]);
    const connections = connectionsOfServers();
    // Both apps and the emulators are among those who write down whom they ask.
    expect(new Set(connections.filter(({ program }) => program.startsWith("next start")).map(({ pid }) => pid)).size).toBeGreaterThanOrEqual(2);
    expect(connections.some(({ program }) => program.startsWith("main.ts --port"))).toBe(true);
    expect(connections.filter(({ host }) => !isLoopback(host))).toEqual([]);
    const processes = new Set(connections.map(({ pid }) => pid)).size;
    test.info().annotations.push({ type: "connections", description: `${new Set(asked).size} addresses asked by the browser, ${connections.length} by ${processes} processes, none outside loopback` });
  });
  for (const { type, description } of test.info().annotations) console.log(`    ${type}: ${description}`);

  await Promise.all([coachContext.close(), adminContext.close()]);
});

async function enter(context: BrowserContext, email: string): Promise<Page> {
  await enterAs(context, email);
  return context.newPage();
}

interface TutorTerms {
  _id: string;
  cancellation_preset: string;
}

const presetOf = ({ id }: Coach) => inDatabase(async (db) => (await db.collection<TutorTerms>("tutors").findOne({ _id: id }))?.cancellation_preset);
const isModerate = async (coach: Coach) => (await presetOf(coach)) === "moderate";

/** Some give everything or nothing. */
async function aCoachWhoGivesHalf(): Promise<Coach> {
  for (let tried = 0; tried < 50; tried += 1) {
    const coach = await aCoach();
    if ((await presetOf(coach)) !== "flexible") return coach;
  }
  throw new Error("no coach of the demonstration gives half back");
}

/** The first two that are free, and one so long after the first that there is time to complete that before this one is cancelled. */
async function threeTimes(coach: Coach): Promise<[string, string, string]> {
  const [first = "", ...rest] = await freeTimes(coach, 3);
  const second = rest.find((time) => Date.parse(time) >= Date.parse(first) + 2 * hour) ?? "";
  const late = rest.find((time) => Date.parse(time) >= Date.parse(first) + 2 * day) ?? "";
  if (!first || !second || !late) throw new Error(`${coach.name} has not enough free times`);
  return [first, second, late];
}

async function setPayoutsUp(room: Page, coach: Coach): Promise<string> {
  tidyUp.push(() => inDatabase((db) => db.collection("payout_accounts").deleteOne({ tutor_id: coach.id })));
  await room.goto("/coach/payouts");
  await room.getByRole("button", { name: "Set up payouts" }).click();
  await room.getByLabel("Bank account").selectOption("000111111113");
  await room.getByRole("button", { name: "Submit, and pass the check" }).click();
  await expect(heading(room, "Payouts are set up")).toBeVisible();
  return inDatabase(async (db) => (await db.collection<{ stripe_account_id: string }>("payout_accounts").findOne({ tutor_id: coach.id }))?.stripe_account_id ?? "");
}

async function offerPackage(room: Page): Promise<void> {
  await room.goto("/coach/packages");
  await room.getByLabel("Sessions", { exact: true }).fill("4");
  await room.getByLabel("Discount in percent").fill("10");
  await room.getByRole("button", { name: "Offer this package" }).click();
  await expect(heading(room, /^4 × /)).toBeVisible();
}

async function payAtSecondTry(page: Page, member: Member, coach: Coach, time: string): Promise<string> {
  const { id, checkout_path } = await hold(member, coach, time);
  await page.goto(checkout_path);
  await typeCard(page, cards.declined);
  await payButton(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "Your bank declined this card." })).toBeVisible();
  await typeCard(page, cards.authenticated);
  await payButton(page).click();
  await answerBank(page, "Complete authentication");
  await expectBooked(page, id);
  return id;
}

async function pay(page: Page, { member, coach, time, card = cards.good }: { member: Member; coach: Coach; time: string; card?: string }): Promise<string> {
  const { id, checkout_path } = await hold(member, coach, time);
  await page.goto(checkout_path);
  await typeCard(page, card);
  await payButton(page).click();
  await expectBooked(page, id);
  return id;
}

async function expectBooked(page: Page, id: string): Promise<void> {
  await page.waitForURL(`**/bookings/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are booked");
}

async function buyPackage(page: Page, coach: Coach): Promise<[string, string]> {
  await page.goto(`/coaches/${coach.slug}`);
  await page.getByRole("button", { name: /^Buy this package of 4 sessions/ }).click();
  await page.waitForURL(/\/packages\/pkg_/);
  const purchase = page.url().split("/").at(-1) ?? "";
  await typeCard(page);
  await payButton(page).click();
  await expect(page.getByText("4 left", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Book / }).click();
  await page.waitForURL(/\/bookings\/bk_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are booked");
  return [purchase, new URL(page.url()).pathname.split("/").at(-1) ?? ""];
}

async function becomeSponsored(room: Page, coach: Coach): Promise<string> {
  await room.goto("/coach/sponsorship");
  await room.getByRole("radio", { name: /^1 week/ }).check();
  await room.getByRole("button", { name: "Go to payment, $15" }).click();
  await room.waitForURL(/\/stripe\/checkout\//);
  await room.getByLabel("Card number").fill(cards.good);
  await room.getByLabel(/Expiry/).fill("12 / 40");
  await room.getByLabel("Security code").fill("123");
  await room.getByRole("button", { name: /Subscribe|Pay/ }).click();
  await room.waitForURL(/\/coach\/sponsorship/);
  await untilShows(room, heading(room, "You are sponsored"));
  const row = await inDatabase((db) => db.collection<SponsorshipRow & { tutor_id: string }>("sponsorships").findOne({ tutor_id: coach.id, is_live: true }));
  if (!row) throw new Error(`${coach.name} has no sponsorship`);
  tidyUp.push(() => endSponsorship(row));
  return row._id;
}

/** At Stripe; heard of before the clock goes back. */
async function endSponsorship({ _id, stripe_subscription_id }: SponsorshipRow): Promise<void> {
  await stripeEmulator().subscriptions.cancel(stripe_subscription_id);
  await expect.poll(async () => (await sponsorshipRow(_id)).status, { timeout: 20_000 }).toBe("ended");
}

interface SponsorshipRow {
  _id: string;
  status: string;
  paid_until: Date;
  stripe_customer_id: string;
  stripe_subscription_id: string;
}

async function sponsorshipRow(id: string): Promise<SponsorshipRow> {
  const row = await inDatabase((db) => db.collection<SponsorshipRow>("sponsorships").findOne({ _id: id }));
  if (!row) throw new Error(`there is no sponsorship ${id}`);
  return row;
}

/** From now on the card is refused whenever it is charged. */
async function letCardFail(id: string): Promise<void> {
  const stripe = stripeEmulator();
  const { stripe_customer_id: customer, stripe_subscription_id } = await sponsorshipRow(id);
  const { id: method } = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  await stripe.subscriptions.update(stripe_subscription_id, { default_payment_method: method });
}

/** Stripe pays out by itself, the night after there is something; days later the bank has it, or sends it back. */
async function arrive(stripeAccount: string, status: "paid" | "failed"): Promise<void> {
  const newest = async () => (await stripeEmulator().payouts.list({ limit: 1 }, { stripeAccount })).data[0];
  const isUnderWay = async () => ["pending", "in_transit"].includes((await newest())?.status ?? "");
  const tonight = (Math.floor((await clockNow()).getTime() / day) + 1) * day;
  if (!(await isUnderWay()) && (await newest())?.status !== status) await moveClockTo(new Date(tonight + hour));
  await expect.poll(async () => (await isUnderWay()) || (await newest())?.status === status).toBe(true);
  await moveClockTo(new Date(((await newest())?.arrival_date ?? 0) * 1_000 + hour));
  await expect.poll(async () => (await newest())?.status).toBe(status);
}

/** Events of Stripe that we have and did not work off, and that Stripe has and did not deliver. */
async function unheard(): Promise<number> {
  const waiting = (await (await fetch(`${emulatorsUrl}/_inspect/events`)).json()) as { pending_webhooks: number }[];
  const pending = await inDatabase((db) => db.collection("webhook_events").countDocuments({ status: "pending" }));
  return pending + waiting.filter(({ pending_webhooks }) => pending_webhooks > 0).length;
}

interface Run {
  status: string;
  started_by: string;
  entries: number;
  differences: object[];
  differences_count: number;
}

/** The admin's button, and what came of it: much takes longer than the answer. */
async function compareNow(admin: Page): Promise<Run> {
  const answer = admin.waitForResponse((response) => response.url().endsWith("/api/admin/money/reconcile"));
  await admin.getByRole("button", { name: "Compare now" }).click();
  expect((await answer).status()).toBe(200);
  const newest = () => inDatabase((db) => db.collection<Run>("reconciliations").find({ started_by: { $ne: "nightly" } }).sort({ started_at: -1 }).limit(1).next());
  await expect.poll(async () => (await newest())?.status, { timeout: 60_000 }).not.toBe("running");
  const run = await newest();
  if (!run) throw new Error("nothing was compared");
  return run;
}

interface Entry {
  source: string;
  created_at: Date;
  stripe?: { key: string; amount: number; fee: number };
  lines: { account: string; amount: number }[];
}

/**
 * Without the product's own comparison: every movement of our balance at Stripe has its entries, no entry says more, and both come to the same
 * sum. The demonstration's sales of before `began` never were at Stripe, and say so by naming nothing there. Answers how many movements there are.
 */
async function expectEachMovementInTheBooks(began: Date): Promise<number> {
  const all = await stripeEmulator().balanceTransactions.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  const movements = all.filter(({ reporting_category }) => !reporting_category.startsWith("payout"));
  const entries = await inDatabase((db) => db.collection<Entry>("ledger_entries").find().toArray());
  const booked = new Map<string, number>();
  for (const { stripe } of entries) if (stripe) booked.set(stripe.key, (booked.get(stripe.key) ?? 0) + stripe.amount - stripe.fee);
  const keyOf = ({ source, reporting_category }: (typeof all)[number]) => `${typeof source === "string" ? source : source?.id}:${reporting_category}`;
  expect(movements.filter((movement) => booked.get(keyOf(movement)) !== movement.net).map(keyOf)).toEqual([]);
  expect(booked.size).toBe(new Set(movements.map(keyOf)).size);

  const linesOf = ({ lines }: Entry) => lines.filter(({ account }) => account === "stripe_balance");
  expect(entries.filter((entry) => !entry.stripe && entry.created_at >= began && linesOf(entry).length > 0).map(({ source }) => source)).toEqual([]);
  const inStripe = entries.filter(({ stripe }) => stripe).flatMap(linesOf);
  expect(inStripe.reduce((sum, { amount }) => sum + amount, 0)).toBe(movements.reduce((sum, { net }) => sum + net, 0));
  return movements.length;
}
