import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { failureOf, startForTest, startReceiver } from "../testing.ts";
import { coachAccount, onboardedAccount } from "./testing.ts";

let emulator: Awaited<ReturnType<typeof startForTest>>;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startForTest();
  stripe = emulator.stripe;
});
beforeEach(() => emulator.control("reset"));
afterAll(() => emulator.close());

const addresses = { return_url: "https://example.com/return", refresh_url: "https://example.com/refresh" };
const linkFor = (account: string) => stripe.accountLinks.create({ account, type: "account_onboarding", ...addresses });
const follow = (url: string) => fetch(url, { redirect: "manual" });
const answers = { first_name: "Leah", last_name: "Brandt", email: "leah@example.com", account_number: "000123456789" };

/** What a person does who opens the link and sends the form. */
async function onboard(account: string, outcome: string, more: Partial<typeof answers> = {}): Promise<Response> {
  const form = (await follow((await linkFor(account)).url)).headers.get("location") ?? "";
  return fetch(`${emulator.url}${form}`, { method: "POST", body: new URLSearchParams({ ...answers, ...more, outcome }), redirect: "manual" });
}

const types = async (account: string) => (await stripe.events.list({ limit: 100 }, { stripeAccount: account })).data.map(({ type }) => type).reverse();

describe("an account", () => {
  it("can do nothing before its person has been asked", async () => {
    const account = await stripe.accounts.create({ ...coachAccount, email: "leah@example.com", metadata: { tutor_id: "tutor_1" } });
    expect(account).toMatchObject({
      type: "none",
      controller: {
        type: "application",
        is_controller: true,
        requirement_collection: "stripe",
        stripe_dashboard: { type: "express" },
        losses: { payments: "application" },
      },
      capabilities: { card_payments: "inactive", transfers: "inactive" },
      charges_enabled: false,
      payouts_enabled: false,
      details_submitted: false,
      requirements: { disabled_reason: "requirements.past_due" },
      metadata: { tutor_id: "tutor_1" },
    });
    expect(account.requirements?.currently_due).toContain("individual.ssn_last_4");
    expect(account.requirements?.currently_due).toContain("external_account");
  });

  it("is asked for less where the platform has said more", async () => {
    const account = await stripe.accounts.create({
      ...coachAccount,
      business_type: "individual",
      individual: { first_name: "Leah", dob: { day: 1, month: 2, year: 1990 } },
    });
    for (const field of ["business_type", "individual.first_name", "individual.dob.day"]) expect(account.requirements?.currently_due).not.toContain(field);
    expect(account.requirements?.currently_due).toContain("individual.last_name");
  });

  it.each<[object, object]>([
    [{ country: "KP" }, { code: "country_unsupported", param: "country" }],
    [{ type: "express" }, { param: "type" }],
    [{ controller: { colour: "red" } }, { code: "parameter_unknown", param: "controller[colour]" }],
    [{ controller: { requirement_collection: "application", stripe_dashboard: { type: "express" } } }, { param: "controller" }],
    [{ capabilities: { flying: { requested: true } } }, { code: "parameter_unknown", param: "capabilities[flying]" }],
    [{ settings: { payouts: { schedule: { delay_days: 1 } } } }, { param: "settings[payouts][schedule][delay_days]" }],
  ])("refuses %j", async (params, failure) => {
    expect(await failureOf(stripe.accounts.create({ ...coachAccount, ...params }))).toMatchObject({ statusCode: 400, ...failure });
    expect((await stripe.accounts.list()).data).toEqual([]);
  });

  it("is changed, listed and deleted", async () => {
    const account = await stripe.accounts.create({ ...coachAccount, metadata: { a: "1" } });
    const other = await stripe.accounts.create(coachAccount);
    const updated = await stripe.accounts.update(account.id, { metadata: { b: "2" }, business_profile: { product_description: "Piano lessons" } });
    expect(updated).toMatchObject({ metadata: { a: "1", b: "2" }, business_profile: { product_description: "Piano lessons" } });
    expect((await stripe.accounts.list()).data.map(({ id }) => id)).toEqual([other.id, account.id]);
    expect(await stripe.accounts.del(other.id)).toEqual({ id: other.id, object: "account", deleted: true });
    expect((await stripe.accounts.list()).data.map(({ id }) => id)).toEqual([account.id]);
    expect(await failureOf(stripe.accounts.retrieve(other.id))).toMatchObject({ statusCode: 403, code: "account_invalid" });
  });

  it("belongs to the person once onboarding has begun", async () => {
    const account = await stripe.accounts.create(coachAccount);
    await stripe.accounts.update(account.id, { individual: { first_name: "Leah" } });
    await linkFor(account.id);
    expect(await failureOf(stripe.accounts.update(account.id, { individual: { first_name: "Other" } }))).toMatchObject({
      statusCode: 403,
      code: "oauth_not_supported",
    });
    expect((await stripe.accounts.update(account.id, { metadata: { seen: "yes" } })).metadata).toEqual({ seen: "yes" });
  });

  it("shows its capabilities one by one, and gives up one that is no longer wanted", async () => {
    const account = await onboardedAccount(emulator);
    expect((await stripe.accounts.listCapabilities(account.id)).data.map(({ id, status }) => [id, status])).toEqual([
      ["card_payments", "active"],
      ["transfers", "active"],
    ]);
    expect(await stripe.accounts.updateCapability(account.id, "card_payments", { requested: false })).toMatchObject({
      requested: false,
      status: "unrequested",
    });
    expect((await stripe.accounts.retrieve(account.id)).capabilities).toEqual({ transfers: "active" });
    expect(await failureOf(stripe.accounts.retrieveCapability(account.id, "flying"))).toMatchObject({ statusCode: 404 });
  });
});

describe("onboarding", () => {
  it("opens once by its link, and a second time only asks for a new one", async () => {
    const account = await stripe.accounts.create(coachAccount);
    const link = await linkFor(account.id);
    expect(link.expires_at - link.created).toBe(300);
    const opened = (await follow(link.url)).headers.get("location") ?? "";
    expect(opened).toMatch(/^\/stripe\/onboarding\//);
    expect((await follow(link.url)).headers.get("location")).toBe(addresses.refresh_url);
    const page = await (await fetch(`${emulator.url}${opened}`)).text();
    for (const words of ["Set up your payouts", "Stripe still needs", "Test bank •••• 6789"]) expect(page).toContain(words);
    expect(page).not.toContain("<script");
    expect((await fetch(`${emulator.url}${opened}`)).status).toBe(200);

    const late = await linkFor(account.id);
    await emulator.control("clock", { advance_ms: 301_000 });
    expect((await follow(late.url)).headers.get("location")).toBe(addresses.refresh_url);
  });

  it("passed, lets the account take money, and tells it", async () => {
    const account = await stripe.accounts.create(coachAccount);
    const back = await onboard(account.id, "pass");
    expect([back.status, back.headers.get("location")]).toEqual([303, addresses.return_url]);
    const ready = await stripe.accounts.retrieve(account.id);
    expect(ready).toMatchObject({
      charges_enabled: true,
      payouts_enabled: true,
      details_submitted: true,
      email: "leah@example.com",
      capabilities: { card_payments: "active", transfers: "active" },
      requirements: { currently_due: [], past_due: [], disabled_reason: null },
    });
    expect(ready.external_accounts?.data).toMatchObject([
      { object: "bank_account", last4: "6789", currency: "usd", country: "US", default_for_currency: true },
    ]);
    const happened = await types(account.id);
    for (const type of ["account.updated", "capability.updated", "account.external_account.created"]) expect(happened).toContain(type);
    const [last] = (await stripe.events.list({ type: "account.updated" }, { stripeAccount: account.id })).data;
    expect(last).toMatchObject({
      account: account.id,
      data: { object: { id: account.id, payouts_enabled: true }, previous_attributes: { payouts_enabled: false } },
    });
    expect((await stripe.events.list()).data).toEqual([]);
  });

  it("left, or sent with a gap, has submitted nothing", async () => {
    const account = await stripe.accounts.create(coachAccount);
    expect((await onboard(account.id, "later")).headers.get("location")).toBe(addresses.return_url);
    const left = await stripe.accounts.retrieve(account.id);
    expect(left).toMatchObject({ details_submitted: false, charges_enabled: false });
    expect(left.requirements?.currently_due).not.toContain("individual.first_name");
    const refused = await onboard(account.id, "pass", { last_name: " " });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("Enter your first and last name.");
    expect((await stripe.accounts.retrieve(account.id)).details_submitted).toBe(false);
    await onboard(account.id, "pass");
    expect((await stripe.accounts.retrieve(account.id)).payouts_enabled).toBe(true);
  });

  it("with a failed check says what is wrong, and passes when it is sent again", async () => {
    const account = await stripe.accounts.create(coachAccount);
    await onboard(account.id, "fail");
    const failed = await stripe.accounts.retrieve(account.id);
    expect(failed).toMatchObject({
      details_submitted: true,
      charges_enabled: false,
      payouts_enabled: false,
      requirements: {
        disabled_reason: "requirements.past_due",
        past_due: ["individual.verification.document"],
        errors: [{ code: "verification_failed_keyed_identity", requirement: "individual.verification.document" }],
      },
    });
    await onboard(account.id, "pass");
    expect((await stripe.accounts.retrieve(account.id)).charges_enabled).toBe(true);
  });

  it.each<[object, object]>([
    [{ return_url: undefined }, { code: "parameter_missing", param: "return_url" }],
    [{ refresh_url: "nowhere" }, { code: "url_invalid", param: "refresh_url" }],
    [{ refresh_url: "javascript:alert(1)" }, { code: "url_invalid", param: "refresh_url" }],
    [{ type: "account_update" }, { param: "type" }],
    [{ account: "acct_nobody" }, { code: "account_invalid", statusCode: 403 }],
  ])("has no link for %j", async (params, failure) => {
    const { id } = await stripe.accounts.create(coachAccount);
    expect(await failureOf(stripe.accountLinks.create({ account: id, type: "account_onboarding", ...addresses, ...params }))).toMatchObject(failure);
  });
});

describe("the Express dashboard", () => {
  it("opens once by its link, for an account that is through onboarding", async () => {
    const early = await stripe.accounts.create(coachAccount);
    expect((await failureOf(stripe.accounts.createLoginLink(early.id))).message).toContain("has not completed onboarding");
    const account = await onboardedAccount(emulator);
    const { url } = await stripe.accounts.createLoginLink(account.id);
    const opened = (await follow(url)).headers.get("location") ?? "";
    expect(await (await fetch(`${emulator.url}${opened}`)).text()).toContain("•••• 6789");
    expect((await follow(url)).status).toBe(410);
    const full = await onboardedAccount(emulator, { controller: { stripe_dashboard: { type: "full" } } });
    expect((await failureOf(stripe.accounts.createLoginLink(full.id))).message).toContain("Express Dashboard");
  });
});

describe("later on", () => {
  const requirements = (account: string, body: object) => emulator.control(`stripe/accounts/${account}/requirements`, body);

  it("Stripe may ask for more, by a day after which it stops the account", async () => {
    const account = await onboardedAccount(emulator);
    await requirements(account.id, { currently_due: ["individual.id_number"], deadline_in_seconds: 3600 });
    const asked = await stripe.accounts.retrieve(account.id);
    expect(asked).toMatchObject({ payouts_enabled: true, requirements: { currently_due: ["individual.id_number"], past_due: [] } });
    expect(asked.requirements?.current_deadline).toBeGreaterThan(0);
    await emulator.control("clock", { advance_ms: 3_601_000 });
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
      payouts_enabled: false,
      capabilities: { transfers: "inactive" },
      requirements: { past_due: ["individual.id_number"], current_deadline: null },
    });
    expect((await types(account.id)).slice(-3)).toEqual(["account.updated", "capability.updated", "capability.updated"]);
    await requirements(account.id, {});
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({ payouts_enabled: true, capabilities: { transfers: "active" } });
  });

  it("a deadline that was settled in time stops nothing", async () => {
    const account = await onboardedAccount(emulator);
    await requirements(account.id, { currently_due: ["individual.id_number"], deadline_in_seconds: 3600 });
    await requirements(account.id, {});
    await emulator.control("clock", { advance_ms: 3_601_000 });
    expect((await stripe.accounts.retrieve(account.id)).payouts_enabled).toBe(true);
  });

  it("the person may cut the platform off, which then has no access", async () => {
    const receiver = await startReceiver();
    await emulator.control("stripe/webhook-endpoints", { urls: [receiver.url] });
    const account = await onboardedAccount(emulator);
    await emulator.control(`stripe/accounts/${account.id}/deauthorize`);
    await vi.waitFor(() => expect(receiver.types()).toContain("account.application.deauthorized"));
    const told = receiver.received.find(({ event }) => event.type === "account.application.deauthorized");
    expect(told).toMatchObject({ path: "/webhook/connect", event: { account: account.id, data: { object: { object: "application" } } } });
    expect(await failureOf(stripe.accounts.retrieve(account.id))).toMatchObject({ statusCode: 403 });
    expect(await failureOf(stripe.events.list({}, { stripeAccount: account.id }))).toMatchObject({ statusCode: 403, code: "account_invalid" });
    await emulator.control("stripe/webhook-endpoints", { urls: [] });
    await receiver.close();
  });

  it("its bank accounts are changed, and one that is the default is not taken away", async () => {
    const account = await onboardedAccount(emulator);
    const [first] = (await stripe.accounts.listExternalAccounts(account.id)).data;
    expect((await failureOf(stripe.accounts.deleteExternalAccount(account.id, first!.id))).message).toContain("default external account");
    const bank = { object: "bank_account" as const, country: "US", currency: "usd", routing_number: "110000000", account_number: "000999999991" };
    const second = await stripe.accounts.createExternalAccount(account.id, { external_account: bank, default_for_currency: true });
    expect(await stripe.accounts.deleteExternalAccount(account.id, first!.id)).toEqual({ id: first!.id, object: "bank_account", deleted: true });
    expect((await stripe.accounts.listExternalAccounts(account.id)).data).toMatchObject([{ id: second.id, default_for_currency: true, last4: "9991" }]);
    expect(await failureOf(stripe.accounts.retrieveExternalAccount(account.id, first!.id))).toMatchObject({ statusCode: 404 });
  });
});

describe("the Stripe-Account header", () => {
  it("names the books, and keeps them apart", async () => {
    const [one, other] = [await onboardedAccount(emulator), await onboardedAccount(emulator)];
    const events = async (stripeAccount: string) => (await stripe.events.list({ limit: 100 }, { stripeAccount })).data;
    expect(new Set((await events(one.id)).map(({ account }) => account))).toEqual(new Set([one.id]));
    expect(new Set((await events(other.id)).map(({ account }) => account))).toEqual(new Set([other.id]));
    expect((await stripe.accounts.retrieveCurrent({}, { stripeAccount: one.id })).id).toBe(one.id);
    expect((await stripe.accounts.retrieveCurrent()).id).toMatch(/^acct_/);
  });

  it("is refused for an account that is not connected, and where the emulator does not know what to do", async () => {
    const account = await onboardedAccount(emulator);
    expect(await failureOf(stripe.customers.list({}, { stripeAccount: "acct_nobody" }))).toMatchObject({ statusCode: 403, code: "account_invalid" });
    expect((await failureOf(stripe.customers.create({}, { stripeAccount: account.id }))).message).toContain(
      "does not carry out POST /v1/customers for a connected account",
    );
  });
});

describe("webhooks of connected accounts", () => {
  it("go to the Connect endpoint alone, under its own secret", async () => {
    const receiver = await startReceiver();
    await emulator.control("stripe/webhook-endpoints", { urls: [receiver.url] });
    await stripe.accounts.create(coachAccount).then(({ id }) => stripe.accounts.update(id, { metadata: { a: "1" } }));
    await stripe.customers.create({});
    await vi.waitFor(() => expect(receiver.types().sort()).toEqual(["account.updated", "customer.created"]));
    const [ofAccount, ofPlatform] = ["account.updated", "customer.created"].map((type) => receiver.received.find(({ event }) => event.type === type));
    expect(ofAccount).toMatchObject({ path: "/webhook/connect" });
    expect(ofPlatform).toMatchObject({ path: "/webhook" });
    expect(stripe.webhooks.constructEvent(ofAccount!.body, ofAccount!.signature, "whsec_emulator_connect").account).toMatch(/^acct_/);
    expect(() => stripe.webhooks.constructEvent(ofAccount!.body, ofAccount!.signature, "whsec_emulator")).toThrow();
    expect(stripe.webhooks.constructEvent(ofPlatform!.body, ofPlatform!.signature, "whsec_emulator").account).toBeUndefined();
    const id = ofAccount!.event.account ?? "";
    await vi.waitFor(async () => expect((await stripe.events.list({}, { stripeAccount: id })).data[0]?.pending_webhooks).toBe(0));
    await emulator.control(`stripe/events/${ofAccount!.event.id}/resend`);
    expect(receiver.received).toHaveLength(3);
    await emulator.control("stripe/webhook-endpoints", { urls: [] });
    await receiver.close();
  });

  it("go to endpoints that the API makes with connect", async () => {
    const receiver = await startReceiver();
    const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ["account.updated"], connect: true });
    expect(endpoint.application).toMatch(/^ca_/);
    await onboardedAccount(emulator);
    await stripe.customers.create({});
    await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(0));
    expect(new Set(receiver.types())).toEqual(new Set(["account.updated"]));
    const { body, signature } = receiver.received[0]!;
    expect(stripe.webhooks.constructEvent(body, signature, endpoint.secret!).account).toMatch(/^acct_/);
    await stripe.webhookEndpoints.del(endpoint.id);
    await receiver.close();
  });
});
