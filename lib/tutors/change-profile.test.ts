import { describe, expect, it, test } from "vitest";
import { aTutor, aUser, now } from "@/lib/bookings/test-marketplace";
import { AppError } from "@/lib/core/errors";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { becomeCoach } from "./become-coach";
import { changeProfile } from "./change-profile";
import { profileSchema } from "./profile-schema";
import { readOwnProfile } from "./read-own-profile";
import { requireOwnTutor } from "./require-own-tutor";
import type { TutorDocument } from "./schema";
import { changeTutor, findTutor } from "./store";

setUpTestDatabase();

const ownerOf = (tutor: Pick<TutorDocument, "user_id">) => ({ id: tutor.user_id, role: "tutor" as const, email_verified: true });

async function aDraft() {
  const user = await aUser({ role: "tutor" });
  return becomeCoach({ user_id: user._id, now });
}

/** As the route does it: the schema first. */
function save(tutor: Pick<TutorDocument, "user_id">, body: unknown) {
  return changeProfile({ user: ownerOf(tutor), change: profileSchema.parse(body), now });
}

async function fieldsOf(promise: Promise<unknown>): Promise<string[]> {
  const error = await promise.then(() => null, (thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
  expect(error.code).toBe("invalid");
  return Object.keys(error.fields ?? {});
}

const piano = { headline: "Piano", bio: "x".repeat(200), categories: ["performance_arts"], subjects: ["Piano"], offers: [{ duration_minutes: 60, price: 5_000 }] };

describe("becoming a coach", () => {
  it("makes one blank profile, however many ask at once", async () => {
    const user = await aUser({ name: "Élise Fontaine", timezone: "Europe/Paris" });
    const made = await Promise.all(Array.from({ length: 8 }, () => becomeCoach({ user_id: user._id, now })));
    expect(new Set(made.map(({ _id }) => _id)).size).toBe(1);
    expect(await collections().tutors.countDocuments({ user_id: user._id })).toBe(1);
    expect(await findTutor(made[0]?._id ?? "")).toMatchObject({
      slug: "elise-fontaine",
      status: "draft",
      is_published: false,
      currency: "usd",
      cancellation_preset: "moderate",
      availability: { timezone: "Europe/Paris", gap_minutes: 10, notice_minutes: 720, horizon_days: 60, weekly_hours: [] },
    });
    expect(await collections().users.findOne({ _id: user._id })).toMatchObject({ role: "tutor" });
    expect(await collections().audit_log.countDocuments({ subject_id: user._id, action: "user.become_coach" })).toBe(1);
  });

  it("gives the second of a name another address, at the same time too", async () => {
    const users = await Promise.all(Array.from({ length: 4 }, () => aUser({ name: "Sam Same" })));
    const made = await Promise.all(users.map((user) => becomeCoach({ user_id: user._id, now })));
    const slugs = made.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(4);
    expect(slugs.filter((slug) => slug === "sam-same")).toHaveLength(1);
    expect(slugs.every((slug) => /^sam-same(-[0-9a-z]{5})?$/.test(slug))).toBe(true);
  });

  it("is refused for an admin, whose role it would take", async () => {
    const admin = await aUser({ role: "admin" });
    await expect(becomeCoach({ user_id: admin._id, now })).rejects.toMatchObject({ code: "forbidden" });
    expect(await collections().users.findOne({ _id: admin._id })).toMatchObject({ role: "admin" });
  });

  it("gives who was a coach before the role and the profile back, once by five at once", async () => {
    const draft = await aDraft();
    await collections().users.updateOne({ _id: draft.user_id }, { $set: { role: "consumer" } });
    const made = await Promise.all(Array.from({ length: 5 }, () => becomeCoach({ user_id: draft.user_id, now })));
    expect(made.every(({ _id }) => _id === draft._id)).toBe(true);
    expect(await collections().users.findOne({ _id: draft.user_id })).toMatchObject({ role: "tutor" });
    expect(await collections().audit_log.countDocuments({ subject_id: draft.user_id })).toBe(1);
  });

  it("happens on the first look at the room of a coach who has no profile", async () => {
    const user = await aUser({ role: "tutor" });
    expect(await requireOwnTutor({ id: user._id, role: "tutor" }, now)).toMatchObject({ user_id: user._id, status: "draft" });
  });

  it("does not happen to a consumer who looks", async () => {
    const user = await aUser();
    await expect(requireOwnTutor({ id: user._id, role: "consumer" }, now)).rejects.toMatchObject({ code: "not_found" });
    expect(await collections().tutors.countDocuments({ user_id: user._id })).toBe(0);
  });
});

describe("saving a draft", () => {
  it("keeps each field by itself and says what is missing still", async () => {
    const draft = await aDraft();
    const first = await save(draft, { headline: "  Piano for grown-ups " });
    expect(first.headline).toBe("Piano for grown-ups");
    expect(first.missing.map(({ part }) => part)).toEqual(["bio", "category", "subject", "price", "weekly_hours", "photo"]);
    const second = await save(draft, { offers: [{ duration_minutes: 90, price: 9_999 }, { duration_minutes: 30, price: 3_005 }] });
    expect(second).toMatchObject({ headline: "Piano for grown-ups", default_duration_minutes: 30 });
    expect(second.offers).toEqual([
      { duration_minutes: 30, price: 3_005, you_receive: 2_704 },
      { duration_minutes: 90, price: 9_999, you_receive: 8_999 },
    ]);
  });

  it("saves two fields that come at the same time", async () => {
    const draft = await aDraft();
    await Promise.all([save(draft, { headline: "Piano" }), save(draft, { bio: "words" }), save(draft, { gap_minutes: 20 }), save(draft, { notice_minutes: 60 })]);
    expect(await findTutor(draft._id)).toMatchObject({ headline: "Piano", bio: "words", revision: 4, availability: { gap_minutes: 20, notice_minutes: 60 } });
  });

  it("writes nothing where nothing is different", async () => {
    const draft = await aDraft();
    await save(draft, { headline: "Piano" });
    await save(draft, { headline: "Piano" });
    expect(await findTutor(draft._id)).toMatchObject({ revision: 1 });
  });

  const outside: [string, unknown, string[]][] = [
    ["a price under the market's", { offers: [{ duration_minutes: 60, price: 999 }] }, ["offers.0.price"]],
    ["a price over the market's", { offers: [{ duration_minutes: 60, price: 50_001 }] }, ["offers.0.price"]],
    ["a subject of another category", { categories: ["academics"], subjects: ["Piano"] }, ["subjects"]],
    ["a subject without a category", { subjects: ["Piano"] }, ["subjects"]],
    ["a subject that nobody knows", { categories: ["academics"], subjects: ["Alchemy"] }, ["subjects"]],
    ["a default length that is not offered", { offers: [{ duration_minutes: 60, price: 5_000 }], default_duration_minutes: 45 }, ["default_duration_minutes"]],
    ["a trial that costs more than its length", { offers: [{ duration_minutes: 30, price: 3_000 }], trial: { duration_minutes: 30, price: 3_001 } }, ["trial"]],
    ["a trial that costs more than the session", { offers: [{ duration_minutes: 60, price: 3_000 }], trial: { duration_minutes: 30, price: 3_001 } }, ["trial"]],
    ["a trial under the market's lowest price", { offers: [{ duration_minutes: 30, price: 3_000 }], trial: { duration_minutes: 30, price: 999 } }, ["trial"]],
  ];
  test.each(outside)("refuses %s and changes nothing", async (_title, body, fields) => {
    const draft = await aDraft();
    expect(await fieldsOf(save(draft, body))).toEqual(fields);
    expect(await findTutor(draft._id)).toEqual(draft);
  });

  it("takes the lowest and the highest price, and a trial as dear as the session", async () => {
    const draft = await aDraft();
    const body = { offers: [{ duration_minutes: 30, price: 1_000 }, { duration_minutes: 60, price: 50_000 }], trial: { duration_minutes: 30, price: 1_000 } };
    expect(await save(draft, body)).toMatchObject({ trial: { price: 1_000, you_receive: 900 } });
  });

  it("judges a new price by the trial that is there", async () => {
    const draft = await aDraft();
    await save(draft, { offers: [{ duration_minutes: 30, price: 4_000 }], trial: { duration_minutes: 30, price: 3_000 } });
    expect(await fieldsOf(save(draft, { offers: [{ duration_minutes: 30, price: 2_000 }] }))).toEqual(["trial"]);
  });

  it("judges prices by the limits that the market has now", async () => {
    const draft = await aDraft();
    await collections().markets.updateOne({ _id: "US_USD" }, { $set: { price_max: 6_000 } });
    expect(await fieldsOf(save(draft, { offers: [{ duration_minutes: 60, price: 6_001 }] }))).toEqual(["offers.0.price"]);
    await collections().markets.updateOne({ _id: "US_USD" }, { $set: { price_max: 50_000 } });
  });
});

describe("the shape of a change", () => {
  const wrong: [string, unknown][] = [
    ["nothing", {}],
    ["a field that is not the coach's", { status: "approved" }],
    ["the derived price", { price_from: 1 }],
    ["hours, which have a door of their own", { availability: { is_paused: false } }],
    ["a headline of 81", { headline: "x".repeat(81) }],
    ["a headline of two lines", { headline: "a\nb" }],
    ["a text of 4001", { bio: "x".repeat(4_001) }],
    ["four categories", { categories: ["academics", "performance_arts", "finance_legal", "fitness_nutrition"] }],
    ["a category twice", { categories: ["academics", "academics"] }],
    ["an operator where a list belongs", { categories: { $ne: null } }],
    ["a length of 50 minutes", { offers: [{ duration_minutes: 50, price: 5_000 }] }],
    ["a length twice", { offers: [{ duration_minutes: 60, price: 5_000 }, { duration_minutes: 60, price: 6_000 }] }],
    ["half a cent", { offers: [{ duration_minutes: 60, price: 5_000.5 }] }],
    ["a session for nothing", { offers: [{ duration_minutes: 60, price: 0 }] }],
    ["a trial for nothing", { trial: { duration_minutes: 30, price: 0 } }],
    ["a trial of an hour", { trial: { duration_minutes: 60, price: 2_000 } }],
    ["a gap of 65", { gap_minutes: 65 }],
    ["a gap of 7", { gap_minutes: 7 }],
    ["a notice of 55 minutes", { notice_minutes: 55 }],
    ["a notice of 15 days", { notice_minutes: 15 * 1_440 }],
    ["a horizon of 91 days", { horizon_days: 91 }],
    ["starts every 20 minutes", { slot_step_minutes: 20 }],
    ["another preset", { cancellation_preset: "generous" }],
    ["a link elsewhere", { meeting_url: "https://zoom.us.evil.com/j/1" }],
    ["a language in digits", { languages: ["123"] }],
    ["a name with tags", { name: "<b>Ann</b>" }],
    ["no name", { name: " " }],
  ];
  test.each(wrong)("%s is refused", (_title, body) => {
    expect(profileSchema.safeParse(body).success).toBe(false);
  });

  it("an emptied line is none, and a link is stored as a browser reads it", () => {
    expect(profileSchema.parse({ place: " ", credentials_line: "", meeting_url: "" })).toEqual({ place: null, credentials_line: null, meeting_url: null });
    expect(profileSchema.parse({ meeting_url: " HTTPS://Zoom.us/j/1 " })).toEqual({ meeting_url: "https://zoom.us/j/1" });
    expect(profileSchema.parse({ bio: "a\r\nb <3" })).toEqual({ bio: "a\nb <3" });
  });
});

describe("an approved coach's change", () => {
  const published = () => aTutor({ ...(piano as Partial<TutorDocument>), portrait_url: "/p.svg", name: "Ann Old", credentials_line: "BA" });

  it("of the name, credentials, categories and subjects waits, and the old ones stay up", async () => {
    const tutor = await published();
    const own = await save(tutor, { name: "Ann New", credentials_line: "MA", categories: ["performance_arts", "academics"], subjects: ["Piano", "Algebra"] });
    expect(own).toMatchObject({ name: "Ann Old", credentials_line: "BA", categories: ["performance_arts"], subjects: ["Piano"] });
    expect(own.proposal).toMatchObject({ name: "Ann New", credentials_line: "MA", categories: ["performance_arts", "academics"], subjects: ["Piano", "Algebra"] });
    expect(await collections().users.findOne({ _id: tutor.user_id })).toMatchObject({ name: "Ann Old" });
    const stored = await findTutor(tutor._id);
    expect(stored).toMatchObject({ name: "Ann Old", status: "approved", is_published: true, search_terms: tutor.search_terms });
  });

  it("of anything else is live at once", async () => {
    const tutor = await published();
    const own = await save(tutor, { headline: "Jazz piano", offers: [{ duration_minutes: 60, price: 7_000 }], cancellation_preset: "strict" });
    expect(own).toMatchObject({ headline: "Jazz piano", cancellation_preset: "strict", proposal: null });
    expect(await findTutor(tutor._id)).toMatchObject({ price_from: 7_000, search_terms: expect.arrayContaining(["jazz"]) });
  });

  it("back to what is up takes the field out of the proposal, and the last one takes the proposal away", async () => {
    const tutor = await published();
    await save(tutor, { name: "Ann New", subjects: ["Piano", "Guitar"] });
    const own = await save(tutor, { name: "Ann Old" });
    expect(own.proposal).toEqual({ subjects: ["Piano", "Guitar"], submitted_at: now.toISOString() });
    expect((await save(tutor, { subjects: ["Piano"] })).proposal).toBeNull();
  });

  it("judges subjects by the categories that are proposed", async () => {
    const tutor = await published();
    await save(tutor, { categories: ["performance_arts", "academics"] });
    expect((await save(tutor, { subjects: ["Piano", "Algebra"] })).proposal).toMatchObject({ subjects: ["Piano", "Algebra"] });
    expect(await fieldsOf(save(tutor, { categories: ["performance_arts"] }))).toEqual(["subjects"]);
  });

  const losses: [string, unknown, string[]][] = [
    ["the headline", { headline: "" }, ["headline"]],
    ["half of the text", { bio: "short" }, ["bio"]],
    ["the prices", { offers: [] }, ["offers"]],
    ["the subjects", { subjects: [] }, ["subjects"]],
    ["the place where it is needed", { modality: "in_person" }, ["place"]],
  ];
  test.each(losses)("cannot take away %s", async (_title, body, fields) => {
    const tutor = await published();
    expect(await fieldsOf(save(tutor, body))).toEqual(fields);
    expect(await findTutor(tutor._id)).toEqual(tutor);
  });

  it("is possible although something else is missing since long", async () => {
    const tutor = await aTutor({ portrait_url: null, availability: { weekly_hours: [] } });
    expect(await save(tutor, { headline: "Still here" })).toMatchObject({ headline: "Still here" });
  });
});

it("a suspended coach changes nothing", async () => {
  const tutor = await aTutor({ status: "suspended", is_published: false });
  await expect(save(tutor, { headline: "Let me in" })).rejects.toMatchObject({ code: "conflict" });
  expect(await findTutor(tutor._id)).toEqual(tutor);
});

test.each(["draft", "submitted", "changes_requested", "rejected"] as const)("the name of a coach who is %s is changed at once, and so is the account's", async (status) => {
  const tutor = await aTutor({ status, is_published: false, portrait_url: "/p.svg" });
  expect(await save(tutor, { name: "Ann New" })).toMatchObject({ name: "Ann New", proposal: null });
  expect(await collections().users.findOne({ _id: tutor.user_id })).toMatchObject({ name: "Ann New" });
});

it("a change that meets another write is computed again from it", async () => {
  const tutor = await aTutor();
  await Promise.all([
    save(tutor, { name: "Ann New" }),
    changeTutor({ tutor_id: tutor._id, change: () => ({ rating_count: 7 }), now }),
    save(tutor, { headline: "Piano" }),
  ]);
  expect(await findTutor(tutor._id)).toMatchObject({ rating_count: 7, headline: "Piano", proposal: { name: "Ann New" } });
});

it("the coach's own view holds no one else's figures", async () => {
  const tutor = await aTutor();
  const view = await readOwnProfile(ownerOf(tutor), now);
  expect(view).not.toHaveProperty("user_id");
  expect(view).not.toHaveProperty("search_terms");
  expect(JSON.parse(JSON.stringify(view))).toEqual(view);
});
