import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/api/account/export/route";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { aSavedCard } from "@/lib/payment-methods/test-cards";
import { aPaymentOf, aRefundOf, aReviewOf, aRichPerson, aSession, bytesOf, everything, type RichPerson } from "./test-person";

setUpTestDatabase();

let mine: RichPerson;
let other: RichPerson;
let files: Record<string, Uint8Array>;
let text: string;

const ask = (cookie: string) => GET(new Request("http://localhost:3000/api/account/export", { headers: { cookie } }), { params: Promise.resolve({}) });

beforeAll(async () => {
  mine = await aRichPerson("Zephyrine");
  other = await aRichPerson("Quillon");
  for (const [client, coach] of [
    [mine, other],
    [other, mine],
  ] as const) {
    const session = await aSession(client, coach, { place: null });
    await aPaymentOf(session);
    await aRefundOf(session);
    await aReviewOf(session, client, coach);
  }
  await aSavedCard(mine.id);
  const response = await ask(mine.cookie);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/zip");
  expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="maestrohub-\d{4}-\d\d-\d\d\.zip"$/);
  expect(response.headers.get("cache-control")).toContain("no-store");
  files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  text = strFromU8(files["data.json"] ?? new Uint8Array());
});

describe("the export", () => {
  it("holds every section", () => {
    const data = JSON.parse(text) as Record<string, unknown>;
    for (const [section, content] of Object.entries(data)) expect(JSON.stringify(content).length, section).toBeGreaterThan(2);
    expect(Object.keys(data)).toEqual([
      ...["exported_at", "what_this_is", "account", "saved_cards", "passwords", "devices", "two_factor", "mailed_links", "coach_profile", "sessions_booked", "sessions_taught"],
      ...["payments_made", "payments_received", "refunds_to_you", "refunds_of_your_sessions", "payout_account", "shares_sent_to_you", "shares_taken_back", "payouts_to_your_bank", "sponsorships", "reviews_written", "reviews_received", "pictures", "calendars", "notices", "decisions_about_you", "mails"],
      ...["invites_sent", "invites_received", "mail_address", "announcements_written", "announcements_received", "steps_counted", "packages_offered", "packages_bought", "packages_sold", "money_outside_stripe"],
    ]);
  });

  it("holds all of theirs: whatever bears their mark in the database and is not a secret", async () => {
    const { notes, values } = await markedValues(mine.mark);
    expect(values.length).toBeGreaterThan(20);
    for (const value of values) expect(text, value).toContain(JSON.stringify(value).slice(1, -1));
    expect(notes).toBe(1);
  });

  it("holds the bytes of their pictures and documents", () => {
    const paths = Object.keys(files).filter((path) => path !== "data.json");
    expect(paths).toHaveLength(3);
    for (const folder of ["maestrohub/profiles", "maestrohub/portfolio", "maestrohub/documents"] as const) {
      const path = paths.find((each) => each.startsWith(`${folder}/${mine.id}/`)) ?? "";
      expect(Buffer.from(files[path] ?? []).toString()).toBe(bytesOf(mine.mark, folder).toString());
    }
  });

  it("holds nothing of others but first names", () => {
    const data = JSON.parse(text) as { sessions_taught: { client: string; note?: string }[]; sessions_booked: { coach: string; note: string }[] };
    expect(text).not.toMatch(new RegExp(other.mark, "i"));
    expect(text).not.toContain(other.id);
    expect(text).not.toContain("user_of_an_admin");
    expect(data.sessions_taught.map(({ client, note }) => [client, note])).toEqual([["Priya", undefined]]);
    expect(data.sessions_booked.map(({ coach, note }) => [coach, note])).toEqual([["Priya", "Call me Zephyrine, please."]]);
  });

  it("opens nothing: no hash, no token, no key, no link", () => {
    for (const secret of ["secret-of", "codes-of", "hash-of", `feed-${mine.mark}`, '"password"', '"token"']) expect(text).not.toContain(secret);
  });

  it("is for the signed-in only, and five times an hour", async () => {
    expect((await ask("")).status).toBe(401);
    const answers = [];
    for (let time = 0; time < 5; time += 1) answers.push((await ask(other.cookie)).status);
    expect(answers).toEqual([200, 200, 200, 200, 200]);
    expect((await ask(other.cookie)).status).toBe(429);
  });
});

/** Every text in the database that bears the mark; the bytes and what opens something aside. */
async function markedValues(mark: string): Promise<{ values: string[]; notes: number }> {
  const values = new Set<string>();
  let notes = 0;
  const visit = (value: unknown, key: string): void => {
    if (typeof value === "string") {
      if (!value.toLowerCase().includes(mark.toLowerCase()) || ["data_base64", "calendar_token", "secret_url", "last_error", "to"].includes(key)) return;
      values.add(value);
      if (key === "note" && value.startsWith("Call me")) notes += 1;
    } else if (value && typeof value === "object" && !(value instanceof Date)) {
      for (const [inner, part] of Object.entries(value)) visit(part, inner);
    }
  };
  for (const { collection, document } of await everything()) {
    // A coach's answer to this person's review, and this person's name on it, are the other one's or are exported as theirs.
    visit(document, collection);
  }
  return { values: [...values], notes };
}
