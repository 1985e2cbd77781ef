import { describe, expect, it } from "vitest";
import { extractText, getDocumentProxy } from "unpdf";
import { GET as pdfRoute } from "@/app/(consumer)/bookings/[booking_id]/receipt.pdf/route";
import { GET as packagePdfRoute } from "@/app/(consumer)/packages/[purchase_id]/receipt.pdf/route";
import { aPerson, call } from "@/lib/auth/test-account";
import { findSessionUser, type SessionUser } from "@/lib/auth/session";
import { aBookedSession, aUser, now } from "@/lib/bookings/test-marketplace";
import { makeBookedWorld, makePackageWorld } from "@/app/api/access/test-world";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { bookWithPackage } from "@/lib/packages/book-with-package";
import { aBoughtPackage, aPurchase } from "@/lib/packages/test-packages";
import type { RefundDocument } from "@/lib/refunds/schema";
import { findReceipt } from "./read-receipt";
import { receiptPdf } from "./pdf/receipt-pdf";
import { fontFile, runsOf } from "./pdf/fonts";
import { makeReceipt, type ReceiptFacts } from "./rules";
import type { Receipt } from "./schema";
import { receiptWords } from "./words";

setUpTestDatabase();

const textOf = async (bytes: Uint8Array<ArrayBuffer>) =>
  (await extractText(await getDocumentProxy(bytes.slice()), { mergePages: true })).text.replaceAll(/\s+/g, " ");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const facts = (parts: Partial<Record<keyof ReceiptFacts, unknown>> = {}): ReceiptFacts =>
  ({
    sale: {
      _id: "bk_1",
      subject: "Piano",
      duration_minutes: 60,
      modality: "online",
      price: 5_000,
      currency: "usd",
      consumer_timezone: "America/New_York",
      starts_at: later(600),
      ends_at: later(660),
    },
    payment: { _id: "pay_1", amount: 5_000, currency: "usd", paid_at: now, card: { brand: "visa", last4: "4242" } },
    ...{ refunds: [], manual: [], disputes: [], coach_name: "Amara Okafor" },
    client: { name: "Leah Brandt", email: "leah@example.com" },
    seller: { name: "MaestroHub", address: "maestrohub.example" },
    ...parts,
  }) as ReceiptFacts;

const made = (parts?: Parameters<typeof facts>[0]): Receipt => {
  const receipt = makeReceipt(facts(parts));
  if (!receipt) throw new Error("nothing was paid");
  return receipt;
};
const refund = (amount: number, parts: object = {}) => ({
  amount,
  currency: "usd",
  status: "succeeded",
  replaced_by: null,
  created_at: later(5),
  done_at: later(6),
  ...parts,
});
const byHand = (direction: "received" | "returned", amount: number, parts: object = {}) => ({
  _id: "man_1",
  direction,
  amount,
  currency: "usd",
  status: "booked",
  decided_at: null,
  created_at: later(1),
  ...parts,
});

const prices: [currency: string, amount: number, said: string][] = [
  ["usd", 5_000, "$50.00"],
  ["inr", 120_000, "₹1,200.00"],
  ["jpy", 3_000, "¥3,000"],
  ["krw", 45_000, "₩45,000"],
  ["ils", 9_950, "₪99.50"],
  ["gbp", 5_100, "£51.00"],
  ["eur", 5_200, "€52.00"],
  ["brl", 5_300, "R$53.00"],
];

describe("a receipt", () => {
  it("is none while nothing was paid", () => {
    expect(makeReceipt(facts({ payment: null }))).toBeNull();
    expect(makeReceipt(facts({ payment: { _id: "pay_1", amount: 5_000, currency: "usd", paid_at: null, card: null } }))).toBeNull();
    expect(makeReceipt(facts({ payment: null, manual: [byHand("received", 5_000, { status: "waiting" })] }))).toBeNull();
  });

  it("says who, what, when, by which card, and the sum", () => {
    const { facts: said, lines } = receiptWords(made());
    expect(said).toEqual([
      { label: "Receipt", value: "pay_1" },
      { label: "Booking", value: "bk_1" },
      { label: "Date", value: "Monday, February 1, 2027" },
      { label: "From", value: "MaestroHub, maestrohub.example" },
      { label: "To", value: "Leah Brandt, leah@example.com" },
      { label: "Coach", value: "Amara Okafor" },
      { label: "Session", value: "Piano, 60 minutes, online" },
      { label: "When", value: expect.stringMatching(/^Monday, February 1, 2027, 5:00 PM – 6:00 PM /) as string },
    ]);
    expect(lines).toEqual([
      { label: "Piano, 60 minutes with Amara Okafor", amount: "$50.00", isTotal: false },
      { label: "Paid with Visa •••• 4242 on Monday, February 1, 2027", amount: "$50.00", isTotal: false },
      { label: "Total paid, service fee included", amount: "$50.00", isTotal: true },
    ]);
  });

  it("counts each refund once: one that was ordered anew, what is on its way, what went outside the card, what the bank took", () => {
    const receipt = made({
      refunds: [refund(1_000), refund(500, { status: "failed", replaced_by: "ref_2", done_at: null }), refund(500, { status: "pending", done_at: null })],
      manual: [byHand("returned", 700), byHand("returned", 900, { status: "rejected" })],
      disputes: [
        { amount: 300, currency: "usd", status: "open", created_at: later(9) },
        { amount: 400, currency: "usd", status: "won", created_at: later(9) },
      ],
    });
    expect(receipt.refunds.map(({ amount, way, done_at }) => [amount.amount, way.kind, done_at !== null])).toEqual([
      [700, "by_hand", true],
      [1_000, "card", true],
      [500, "card", false],
      [300, "bank_took_back", true],
    ]);
    expect([receipt.paid.amount, receipt.refunded.amount, receipt.kept.amount]).toEqual([5_000, 2_500, 2_500]);
    const words = receiptWords(receipt).lines.map(({ label, amount }) => `${label}: ${amount}`);
    expect(words).toContain("Given back to Visa •••• 4242 on Monday, February 1, 2027: −$10.00");
    expect(words).toContain("Ordered back to Visa •••• 4242 on Monday, February 1, 2027, on its way: −$5.00");
    expect(words.at(-1)).toBe("Paid after refunds: $25.00");
  });

  it("of money that came outside the card has that payment's number", () => {
    expect(made({ payment: null, manual: [byHand("received", 5_000)] })).toMatchObject({ number: "man_1", paid: { amount: 5_000, currency: "usd" } });
  });

  it.each(prices)("in %s has that currency's decimals and sign", (currency, amount, said) => {
    const receipt = made({
      sale: { ...facts().sale, price: amount, currency },
      payment: { _id: "pay_1", amount, currency, paid_at: now, card: null },
    });
    expect(receiptWords(receipt).lines.at(-1)?.amount).toBe(said);
  });
});

describe("a package's receipt", () => {
  const sale = aPurchase({ status: "active", bought_at: now, remaining: 5, consumer_timezone: "America/New_York" });
  const payment = { _id: "pay_1", amount: 22_500, currency: "usd", paid_at: now, card: { brand: "visa", last4: "4242" } };

  it("says how many sessions at what price, the discount, and what was paid", () => {
    const { facts: said, lines } = receiptWords(made({ sale, payment }));
    expect(said.slice(1, 2)).toEqual([{ label: "Package", value: sale._id }]);
    expect(said.slice(-2)).toEqual([
      { label: "Sessions", value: "5 sessions of 60 minutes" },
      { label: "When", value: "Within 90 days from Monday, February 1, 2027" },
    ]);
    expect(lines.map(({ label, amount }) => [label, amount])).toEqual([
      ["5 sessions of 60 minutes with Amara Okafor, $50.00 each", "$250.00"],
      ["10 % less, as a package", "−$25.00"],
      ["Paid with Visa •••• 4242 on Monday, February 1, 2027", "$225.00"],
      ["Total paid, service fee included", "$225.00"],
    ]);
  });

  it("names no discount where there is none", () => {
    const full = { ...sale, discount_percent: 0, price: 25_000 };
    expect(receiptWords(made({ sale: full, payment: { ...payment, amount: 25_000 } })).lines[1]?.label).toMatch(/^Paid with/);
  });

  it("holds what came back of its sessions, which have none of their own", async () => {
    const { purchase, user } = await aBoughtPackage();
    const { _id } = await bookWithPackage({ purchase_id: purchase._id, user, consumer_timezone: "UTC", starts_at: new Date("2027-02-03T10:00:00Z"), now });
    const viewer = { id: user.id, role: "consumer", two_factor_enabled: false } as SessionUser;
    const ids = { consumer_id: user.id, tutor_id: purchase.tutor_id, payment_id: "pay_1" };
    for (const booking_id of [_id, "bk_of_somebody"]) {
      const row = {
        ...refund(2_250),
        ...ids,
        _id: newId("refund"),
        source: newId("refund"),
        booking_id,
        reason: "session_canceled",
        stripe_refund_id: null,
        failure: null,
        updated_at: now,
      };
      await collections().refunds.insertOne(row as RefundDocument);
    }
    expect(await findReceipt({ booking_id: _id, viewer })).toBeNull();
    const receipt = await findReceipt({ booking_id: purchase._id, viewer });
    expect([receipt?.paid.amount, receipt?.refunded.amount, receipt?.kept.amount]).toEqual([22_500, 2_250, 20_250]);
    expect(await textOf(await receiptPdf(receipt ?? made()))).toContain("5 sessions of 60 minutes");
  });

  it("is its client's and an admin's; none while it is not paid", async () => {
    const { people, purchase_id } = await makePackageWorld();
    const get = (cookie: string) => call(packagePdfRoute, "GET", { params: { purchase_id }, cookie });
    const paid = (paid_at: Date | null) => collections().payments.updateOne({ booking_id: purchase_id }, { $set: { paid_at } });
    await paid(null);
    expect((await get(people["consumer A"].cookie)).status).toBe(404);
    await paid(now);
    const own = await get(people["consumer A"].cookie);
    expect([own.status, own.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect((await get(people.admin.cookie)).status).toBe(200);
    for (const who of ["consumer B", "coach A", "coach B"] as const) expect((await get(people[who].cookie)).status, who).toBe(404);
    expect((await get("")).status).toBe(401);
  });
});

describe("the file", () => {
  it("says everything that the page says, and is the same each time", async () => {
    const receipt = made({ refunds: [refund(1_000)], client: { name: "Łukasz Дарья Νίκος प्रिया", email: "l@example.com" } });
    const [one, again] = [await receiptPdf(receipt), await receiptPdf(receipt)];
    expect(Buffer.from(one).equals(Buffer.from(again))).toBe(true);
    const text = await textOf(one);
    const { facts: said, lines, footnote } = receiptWords(receipt);
    const letters = (words: string) => words.replaceAll(/\s/g, "");
    for (const words of [
      ...said.filter(({ label }) => label !== "To").map(({ value }) => value),
      ...lines.flatMap(({ label, amount }) => [label, amount]),
      footnote,
    ]) {
      expect(letters(text)).toContain(letters(words));
    }
    expect(letters(text)).toContain("ŁukaszДарьяΝίκος");
  });

  it("has a glyph for the sign of every currency, and says so where a letter has none", async () => {
    const fontkit = (await import("fontkit" as string)) as { openSync: (file: string) => { hasGlyphForCodePoint: (point: number) => boolean } };
    for (const weight of [400, 700] as const) {
      for (const { subset, text } of runsOf("₹₪₩¥£€$−•–").concat(runsOf("Łукаνप"))) {
        for (const sign of text) expect(fontkit.openSync(fontFile(subset, weight)).hasGlyphForCodePoint(sign.codePointAt(0) ?? 0), sign).toBe(true);
      }
    }
    expect(runsOf("Li 李")).toEqual([{ subset: "latin", text: "Li ?" }]);
  });

  it("sets the price of every currency", async () => {
    const lines = prices.map(([currency, amount]) => ({ what: currency, amount: { amount, currency } }));
    const text = await textOf(await receiptPdf({ ...made(), lines }));
    for (const [, , said] of prices) expect(text).toContain(said);
  });

  it("goes on to another page where there is much to say", async () => {
    const pdf = await receiptPdf(made({ refunds: Array.from({ length: 40 }, () => refund(100)) }));
    expect((await getDocumentProxy(pdf)).numPages).toBeGreaterThan(1);
  });
});

describe("who gets a receipt", () => {
  const as = (viewer: { id: string; role?: string; two_factor_enabled?: boolean }) =>
    ({ role: "consumer", two_factor_enabled: false, ...viewer }) as SessionUser;

  it("is its client, and an admin with a second factor; nobody else, the coach included", async () => {
    const booking = await aBookedSession();
    const see = async (viewer: Parameters<typeof as>[0]) => (await findReceipt({ booking_id: booking._id, viewer: as(viewer) })) !== null;
    expect(await see({ id: booking.consumer_id })).toBe(true);
    expect(await see({ id: "user_admin", role: "admin", two_factor_enabled: true })).toBe(true);
    expect(await see({ id: "user_admin", role: "admin" })).toBe(false);
    expect(await see({ id: booking.tutor_user_id, role: "tutor" })).toBe(false);
    expect(await see({ id: (await aUser())._id })).toBe(false);
  });

  it("also where all of it was paid outside the card, and not before that counts", async () => {
    const { _id: booking_id, consumer_id, price, currency } = await aBookedSession();
    await collections().payments.deleteOne({ booking_id });
    const see = () => findReceipt({ booking_id, viewer: as({ id: consumer_id }) });
    const manual = {
      ...byHand("received", price),
      _id: newId("manual"),
      request_key: newId("manual"),
      booking_id,
      currency,
      reason: "Cash.",
      recorded_by: "user_1",
      decided_by: null,
    };
    await collections().manual_payments.insertOne({ ...manual, status: "waiting" });
    expect(await see()).toBeNull();
    await collections().manual_payments.updateOne({ booking_id }, { $set: { status: "booked" } });
    expect(await see()).toMatchObject({ number: manual._id, paid: { amount: price } });
  });

  it("holds no address of a deleted account", async () => {
    const booking = await aBookedSession();
    await collections().users.updateOne(
      { _id: booking.consumer_id },
      { $set: { name: "Deleted account", email: `deleted:${booking.consumer_id}`, deleted_at: now } },
    );
    const receipt = await findReceipt({ booking_id: booking._id, viewer: as({ id: "user_admin", role: "admin", two_factor_enabled: true }) });
    expect(receipt?.client).toEqual({ name: "Deleted account", email: null });
  });

  it("gets the file by that name; others 404, visitors 401", async () => {
    const { people, booking_id } = await makeBookedWorld();
    const get = (cookie: string) => call(pdfRoute, "GET", { params: { booking_id }, cookie });
    const own = await get(people["consumer A"].cookie);
    expect(own.status).toBe(200);
    expect(own.headers.get("content-type")).toBe("application/pdf");
    expect(own.headers.get("content-disposition")).toMatch(/^attachment; filename="MaestroHub-receipt-pay_\w+\.pdf"$/);
    expect(own.headers.get("cache-control")).toContain("no-store");
    expect(await textOf(new Uint8Array(await own.arrayBuffer()))).toContain("Total paid");
    const admin = await findSessionUser(new Headers({ cookie: people.admin.cookie }));
    expect(admin?.role).toBe("admin");
    expect((await get(people.admin.cookie)).status).toBe(200);
    for (const who of ["consumer B", "coach A", "coach B"] as const) expect((await get(people[who].cookie)).status, who).toBe(404);
    expect((await get("")).status).toBe(401);
    expect((await get((await aPerson()).cookie)).status).toBe(404);
  });
});
