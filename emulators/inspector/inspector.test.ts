import { v2 as cloudinary } from "cloudinary";
import { Resend } from "resend";
import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCloudinaryEmulator } from "../cloudinary/cloudinary-emulator.ts";
import { picture, sdkOptions, uploadBuffer } from "../cloudinary/testing.ts";
import type { EmulatorContext } from "../emulator.ts";
import { createResendEmulator } from "../resend/resend-emulator.ts";
import { startServer } from "../server.ts";
import type { RunningEmulators } from "../server.ts";
import { createStripeEmulator } from "../stripe/stripe-emulator.ts";
import { createInspector } from "./inspector.ts";

let running: RunningEmulators;
let context: EmulatorContext;
let resend: Resend;

beforeAll(async () => {
  const keep = (given: EmulatorContext) => createInspector((context = given));
  running = await startServer({ port: 0, data: null, emulators: [createStripeEmulator, createResendEmulator, createCloudinaryEmulator, keep] });
  resend = new Resend("re_test", { baseUrl: `${running.url}/resend` });
});
afterAll(() => running.close());
beforeEach(() => fetch(`${running.url}/_control/reset`, { method: "POST", body: "{}" }));

const get = (path: string) => fetch(`${running.url}${path}`);
const text = async (path: string) => (await get(path)).text();
const submit = (action: string, fields: Record<string, string> = {}) =>
  fetch(`${running.url}/controls/${action}`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
const send = async (change: object = {}) => {
  const mail = { from: "MaestroHub <hello@maestrohub.example>", to: "Leah Brandt <leah@example.com>", subject: "Booked", html: "<p>Hello</p>", text: "Hello" };
  const { data, error } = await resend.emails.send({ ...mail, ...change });
  if (!data) throw new Error(error.message);
  return data.id;
};

describe("the pages", () => {
  it.each(["/", "/mails", "/payments", "/accounts", "/payouts", "/subscriptions", "/disputes", "/webhooks", "/uploads", "/controls", "/controls/reset"])("%s stands when nothing was sent yet, and runs no script", async (path) => {
    const page = await get(path);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await page.text()).not.toContain("<script");
  });

  it.each(["/mails/none", "/mails/none/html", "/payments/none", "/accounts/none", "/payouts/none", "/subscriptions/none", "/disputes/none", "/webhooks/none", "/uploads/none", "/inspector/main.ts", "/inspector/constructor", "/controls/nothing/at"])("%s is a page or an answer, never a failure", async (path) => {
    expect((await get(path)).status).toBeLessThan(405);
  });

  it("show mails newest first, to one person if asked", async () => {
    await send({ subject: "First" });
    await send({ subject: "Second", to: "amara@example.com" });
    const all = await text("/mails");
    expect(all.indexOf("Second")).toBeLessThan(all.indexOf("First"));
    expect(await text("/mails?to=LEAH@example.com")).not.toContain("Second");
    expect(await text("/mails?to=nobody@example.com")).toContain("No mail went to nobody@example.com");
  });

  it("escape what a mail says of itself", async () => {
    const id = await send({ subject: "<script>alert('1')</script>", to: "x@example.com", text: "</pre><img src=x>", headers: { "X-A": "<b>" } });
    for (const path of ["/", "/mails", `/mails/${id}`, `/mails/${id}?view=text`, `/mails?to=${encodeURIComponent('"><script>')}`]) {
      expect(await text(path)).not.toMatch(/<script>|<img|<b>/);
    }
  });

  it("show a payment with its charge, refund and events", async () => {
    const stripe = new Stripe("sk_test_emulator", { host: "127.0.0.1", port: Number(new URL(running.url).port), protocol: "http" });
    const intent = await stripe.paymentIntents.create({
      amount: 6500,
      currency: "usd",
      payment_method: "pm_card_visa",
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      metadata: { booking_id: "bk_1" },
    });
    expect(await text("/payments")).toMatch(/\$65\.00[\s\S]*Paid/);
    await stripe.refunds.create({ payment_intent: intent.id });
    const page = await text(`/payments/${intent.id}`);
    for (const words of ["bk_1", "Refunded", "Charges", "Refunds", "payment_intent.succeeded", "4242"]) expect(page).toContain(words);
    expect(await text("/webhooks")).toContain("charge.succeeded");
    const events = (await (await get("/_inspect/events?type=payment_intent.succeeded")).json()) as { id: string; subjects: string[] }[];
    expect(events).toMatchObject([{ type: "payment_intent.succeeded", subjects: [intent.id], deliveries: [] }]);
    expect(await text(`/webhooks/${events[0]?.id}`)).toContain("Send it again");
  });
});

describe("Stripe's other pages", () => {
  const sdk = () => new Stripe("sk_test_emulator", { host: "127.0.0.1", port: Number(new URL(running.url).port), protocol: "http" });
  const pay = (payment_method: string) =>
    sdk().paymentIntents.create({ amount: 6500, currency: "usd", payment_method, confirm: true, capture_method: "automatic", automatic_payment_methods: { enabled: true, allow_redirects: "never" } });
  const coach = () => sdk().accounts.create({ country: "US", type: "express", capabilities: { transfers: { requested: true } }, metadata: { tutor_id: "<b>tutor_1" } });

  it("take an account through onboarding, its requirements and a payout that fails", async () => {
    const { id } = await coach();
    const empty = await text(`/accounts/${id}`);
    for (const words of ["Onboarding", "What Stripe needs", "A bank account that works", "&#60;b&#62;tutor_1"]) expect(empty).toContain(words);
    expect((await submit("onboard", { id, back: `/accounts/${id}` })).headers.get("location")).toBe(`/accounts/${id}?done=onboard`);
    expect(await text(`/accounts/${id}?done=onboard`)).toMatch(/Ready[\s\S]*Onboarding was sent/);
    const paid = await pay("pm_card_visa");
    await sdk().transfers.create({ amount: 6000, currency: "usd", destination: id, source_transaction: paid.latest_charge as string });
    expect(await text(`/payments/${paid.id}`)).toContain(`/accounts/${id}`);
    await submit("requirements", { id, past_due: "individual.id_number", back: `/accounts/${id}` });
    expect(await text("/accounts")).toMatch(/Stopped[\s\S]*\$60\.00 pending/);
    await submit("requirements", { id, back: `/accounts/${id}` });
    await submit("clock", { advance_ms: String(4 * 86_400_000), back: "/payouts" });
    const [, payout = ""] = /href="(\/payouts\/po_\w+)"/.exec(await text("/payouts")) ?? [];
    await submit("fail-payout", { id: payout.split("/").at(-1) ?? "", code: "no_account", back: payout });
    expect(await text(payout)).toMatch(/Failed[\s\S]*No bank account could be located/);
    expect(await text(`/accounts/${id}`)).toMatch(/No payouts[\s\S]*no longer works/);
    const told = (await (await get("/_inspect/events?type=payout.failed")).json()) as { account: string; id: string }[];
    expect(told).toMatchObject([{ account: id }]);
    expect(await text(`/webhooks/${told[0]?.id}`)).toContain(`/accounts/${id}`);
    await submit("deauthorize", { id, back: `/accounts/${id}` });
    expect(await text(`/accounts/${id}`)).toContain("the platform has no access to it any more");
  });

  it("open a dispute and decide it, warn of fraud, and send a refund back", async () => {
    const paid = await pay("pm_card_visa");
    await submit("dispute", { id: paid.id, reason: "product_not_received", back: `/payments/${paid.id}` });
    await submit("fraud-warning", { id: paid.id, back: `/payments/${paid.id}` });
    expect(await text("/disputes")).toMatch(/needs response[\s\S]*product not received[\s\S]*made with stolen card/);
    const [, dispute = ""] = /href="(\/disputes\/du_\w+)"/.exec(await text("/disputes")) ?? [];
    await submit("close-dispute", { id: dispute.split("/").at(-1) ?? "", outcome: "won", back: dispute });
    expect(await text(dispute)).toMatch(/Won[\s\S]*Chargeback reversal/);
    const refund = await sdk().refunds.create({ payment_intent: paid.id });
    await submit("fail-refund", { id: refund.id, back: `/payments/${paid.id}` });
    expect((await sdk().refunds.retrieve(refund.id)).status).toBe("failed");
  });

  it("show a subscription with its invoices, and let time pass", async () => {
    const stripe = sdk();
    const customer = await stripe.customers.create({});
    const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
    const price = await stripe.prices.create({ product_data: { name: "Sponsored" }, currency: "usd", unit_amount: 1500, recurring: { interval: "week" } });
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }], default_payment_method: card.id });
    expect(await text("/subscriptions")).toMatch(/\$15\.00[\s\S]*Active[\s\S]*every week/);
    await submit("dunning", { retry_days: "1, 2", after_retries: "unpaid", back: "/subscriptions" });
    expect(await text("/subscriptions")).toMatch(/value="1, 2"[\s\S]*<option value="unpaid">leave it unpaid<\/option><option/);
    await submit("clock", { advance_ms: String(7 * 86_400_000 + 7_200_000), back: "/subscriptions" });
    expect((await text(`/subscriptions/${id}`)).match(/href="\/stripe\/invoices\/in_/g)).toHaveLength(2);
    await submit("clock", { now: "yes" });
  });

  it("go back to a page of their own after a control, and to no other site", async () => {
    for (const back of ["//elsewhere.example/x", "https://elsewhere.example", "/a/b/c", "javascript:alert(1)"]) {
      expect((await submit("clear-faults", { back })).headers.get("location")).toBe("/controls?done=clear-faults");
    }
  });

  it("say what is wrong where a control cannot be carried out", async () => {
    const refused = await submit("dispute", { id: "ch_nothing", back: "/disputes" });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("There is no charge ch_nothing.");
  });
});

describe("uploads", () => {
  it("are shown with a thumbnail, folder, owner, size and state, the destroyed ones among them", async () => {
    const { call } = sdkOptions(running.url);
    const upload = async (public_id: string, type: string) => uploadBuffer(await picture(60, 40), { ...call, public_id, type, filename: "<b>me.png" });
    await upload("maestrohub/profiles/usr_1/gone", "upload");
    await cloudinary.uploader.destroy("maestrohub/profiles/usr_1/gone", { resource_type: "image", ...call });
    await upload("maestrohub/portfolio/usr_2/secret", "authenticated");

    const page = await text("/uploads");
    for (const words of ["maestrohub/portfolio/usr_2/secret", "maestrohub/portfolio · usr_2", "60×40", "authenticated", "maestrohub/profiles/usr_1/gone", "Destroyed"]) expect(page).toContain(words);
    expect(page).not.toContain("<b>me");
    const [, source = ""] = /<img class="thumbnail" src="([^"]+)"/.exec(page) ?? [];
    const thumbnail = await get(source);
    expect([thumbnail.status, thumbnail.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(await text("/uploads?owner=usr_1")).not.toContain("usr_2");

    const twins = (await (await get("/_inspect/uploads")).json()) as { public_id: string; destroyed_at: string | null; url: string | null }[];
    expect(twins.map(({ public_id }) => public_id.split("/").at(-1))).toEqual(["secret", "gone"]);
    expect(twins[1]).toMatchObject({ owner: "usr_1", folder: "maestrohub/profiles", url: null, destroyed_at: expect.stringMatching(/^2/) as string });
    expect(await (await get("/_inspect/uploads?owner=usr_2")).json()).toMatchObject([{ owner: "usr_2", width: 60 }]);
  });
});

describe("a mail in its frame", () => {
  const html = '<style>@media (prefers-color-scheme: dark) { p { color: white } }</style><p><a target="_blank" href="https://maestrohub.example/verify-email?token=1">Confirm</a></p>';

  it("can run nothing, send nothing and load nothing, and its links take the whole window", async () => {
    const id = await send({ html });
    expect(await text(`/mails/${id}`)).toMatch(/<iframe[^>]*sandbox="allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"/);
    const document = await get(`/mails/${id}/html`);
    const policy = document.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'none'");
    expect(policy).toMatch(/sandbox allow-top-navigation-by-user-activation/);
    expect(policy).not.toMatch(/allow-scripts|allow-same-origin|allow-forms/);
    expect(await document.text()).toContain('target="_top" href="https://maestrohub.example/verify-email?token=1"');
  });

  it("is dark or light when asked to be", async () => {
    const id = await send({ html });
    expect(await text(`/mails/${id}/html?scheme=dark`)).toContain("@media (min-width: 0px)");
    expect(await text(`/mails/${id}/html?scheme=light`)).toContain("@media (max-width: 0px)");
    expect(await text(`/mails/${id}/html`)).toContain("@media (prefers-color-scheme: dark)");
  });

  it("gives its attachment as a download that no browser opens as a page", async () => {
    const id = await send({ attachments: [{ filename: "stünde.ics", content: Buffer.from("BEGIN:VCALENDAR"), contentType: "text/calendar; method=REQUEST" }] });
    const page = await text(`/mails/${id}?view=attachments`);
    const file = await get(/href="(\/mails\/[^"?]*\/attachments\/[^"]*)"/.exec(page)?.[1] ?? "");
    expect(await file.text()).toBe("BEGIN:VCALENDAR");
    expect(file.headers.get("content-type")).toBe("text/calendar; method=REQUEST");
    expect(file.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''st%C3%BCnde.ics");
    expect(file.headers.get("content-security-policy")).toBe("sandbox");
  });
});

describe("the same for tests", () => {
  it("finds a person's mails by the bare address, newest first, with everything in them", async () => {
    await send({ subject: "First" });
    await send({ subject: "Other", to: "anleah@example.com" });
    const id = await send({ subject: "Second", attachments: [{ filename: "a.txt", content: Buffer.from("hi") }] });
    const mails = await (await get("/_inspect/mails?to=leah@example.com")).json();
    expect(mails).toMatchObject([
      { id, subject: "Second", to: ["Leah Brandt <leah@example.com>"], text: "Hello", html: "<p>Hello</p>", attachments: [{ filename: "a.txt", content_base64: "aGk=", content_type: "text/plain" }] },
      { subject: "First", attachments: [] },
    ]);
    expect(await (await get("/_inspect/mails")).json()).toHaveLength(3);
    expect((await get("/_inspect/other")).status).toBe(404);
  });
});

describe("the controls", () => {
  it("move the clock and set it right again", async () => {
    expect((await submit("clock", { advance_ms: "3600000" })).headers.get("location")).toBe("/controls?done=clock");
    expect(context.now().getTime() - Date.now()).toBeGreaterThan(3_590_000);
    expect(await text("/")).toContain("1 h ahead of");
    await submit("clock", { minutes: "-9" });
    expect(context.now().getTime() - Date.now()).toBeLessThan(3_590_000 - 500_000);
    await submit("clock", { now: "yes" });
    expect(Math.abs(context.now().getTime() - Date.now())).toBeLessThan(2000);
  });

  it("set a fault and clear it", async () => {
    await submit("fault", { emulator: "resend", kind: "status", status: "429", delay_ms: "0", times: "2", path: "" });
    expect(await text("/controls")).toContain("resend answers 429, 2 times");
    await expect(send()).rejects.toThrow("A fault was asked for.");
    await submit("clear-faults");
    await send();
  });

  it("say what is wrong with a fault, and set none", async () => {
    const refused = await submit("fault", { emulator: "resend", kind: "status", status: "abc" });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('role="alert"');
    await send();
  });

  it("set webhook faults, Resend's rate and its domain", async () => {
    expect((await submit("webhook-faults", { drop: "2", duplicate: "0", delay_ms: "0", hold: "yes" })).status).toBe(303);
    expect((await submit("flush-webhooks")).status).toBe(303);
    await submit("resend-domain", { name: "maestrohub.example", status: "failed" });
    await expect(send()).rejects.toThrow("not verified");
    await submit("resend-domain", { name: "maestrohub.example", status: "verified" });
    await submit("resend-rate", { per_second: "0" });
    await expect(send()).rejects.toThrow("Too many requests");
  });

  it("reset only by the form, never by following a link", async () => {
    await send();
    expect(await text("/controls/reset")).toContain("kept");
    expect(await (await get("/_inspect/mails")).json()).toHaveLength(1);
    await submit("reset");
    expect(await (await get("/_inspect/mails")).json()).toEqual([]);
  });

  it("obey no other site's form, and know no other action", async () => {
    await send();
    const foreign = await fetch(`${running.url}/controls/reset`, { method: "POST", headers: { origin: "https://elsewhere.example" } });
    expect(foreign.status).toBe(403);
    expect((await submit("constructor")).status).toBe(404);
    expect(await (await get("/_inspect/mails")).json()).toHaveLength(1);
  });
});
