import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { DELETE as documentDelete } from "@/app/api/tutor/documents/[...public_id]/route";
import { POST as documentPost } from "@/app/api/tutor/documents/route";
import { DELETE, PATCH as describePatch } from "@/app/api/tutor/portfolio/[...public_id]/route";
import { PUT as updatePut } from "@/app/api/images/update/route";
import { aPerson } from "@/lib/auth/test-account";
import { policy } from "@/lib/config/policy";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { aPdf, aPicture } from "@/lib/images/test-files";
import { aCoach, aFile, atCloudinary, chooseStore, countedBytes, runTasks, send, upload } from "@/lib/images/test-marketplace";
import type { CredentialFile, PortfolioPicture } from "@/lib/tutors/schema";
import { PATCH, POST } from "./route";

vi.mock("@/lib/integrations/analytics/track", () => ({ track: vi.fn() }));

setUpTestDatabase();
beforeEach(() => collections().rate_limits.deleteMany({ _id: /^register/ }));

const add = (cookie: string, bytes: Buffer, alt = "Hands on a piano") => send(POST, { form: { file: aFile(bytes), alt }, cookie });
const order = (cookie: string, public_ids: string[]) => send(PATCH, { method: "PATCH", json: { public_ids }, cookie });
const describeAs = (cookie: string, public_id: string, alt: unknown) => send(describePatch, { method: "PATCH", public_id, json: { alt }, cookie });
const remove = (cookie: string, public_id: string) => send(DELETE, { method: "DELETE", public_id, cookie });
const portfolio = async (user_id: string) => (await collections().tutors.findOne({ user_id }))?.portfolio ?? [];
const entry = async (response: Response) => (await response.json()) as PortfolioPicture;

describe.each(["mongodb", "cloudinary"] as const)("kept in %s, a portfolio", (provider) => {
  beforeAll(() => chooseStore(provider));

  it("shows what was added in the order that the coach chose, with words for those who do not see it", async () => {
    const { user_id, cookie } = await aCoach();
    const first = await entry(await add(cookie, await aPicture("jpeg", { width: 300, height: 200 })));
    expect(first).toEqual({ public_id: expect.stringContaining(`maestrohub/portfolio/${user_id}/`), url: expect.any(String), width: 300, height: 200, alt: "Hands on a piano" });
    const second = await entry(await add(cookie, await aPicture("png"), ""));
    const uploaded = await upload(cookie, await aPicture("webp"), "maestrohub/portfolio");
    const third = await entry(await send(POST, { json: { public_id: uploaded.public_id, alt: "A choir" }, cookie }));
    expect(await portfolio(user_id)).toEqual([first, second, third]);

    expect((await order(cookie, [third, first, second].map(({ public_id }) => public_id))).status).toBe(200);
    expect((await describeAs(cookie, second.public_id, "  An empty hall  ")).status).toBe(204);
    expect(await portfolio(user_id)).toEqual([third, first, { ...second, alt: "An empty hall" }]);

    expect((await remove(cookie, first.public_id)).status).toBe(204);
    expect((await portfolio(user_id)).map(({ public_id }) => public_id)).toEqual([third.public_id, second.public_id]);
    await runTasks();
    expect(await atCloudinary(user_id)).toEqual(provider === "cloudinary" ? [second.public_id, third.public_id].sort() : []);
    const { counted, summed } = await countedBytes(user_id);
    expect(counted).toBe(summed);
  });

  it("follows a picture that is replaced", async () => {
    const { user_id, cookie } = await aCoach();
    const { public_id } = await entry(await add(cookie, await aPicture()));
    await send(updatePut, { method: "PUT", form: { file: aFile(await aPicture("png", { width: 70, height: 60 })), public_id }, cookie });
    const [shown] = await portfolio(user_id);
    const row = await collections().images.findOne({ public_id });
    expect(shown).toEqual({ public_id, url: row?.url, width: 70, height: 60, alt: "Hands on a piano" });
  });

  it("has at most eight pictures, also by many at once, and what is too much leaves no trace", async () => {
    const { user_id, cookie } = await aCoach();
    const picture = await aPicture("jpeg", { width: 30, height: 30 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => add(cookie, picture)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(policy.portfolio_pictures_max);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
    expect(await portfolio(user_id)).toHaveLength(8);
    expect(await collections().images.countDocuments({ owner_id: user_id })).toBe(8);
    await runTasks(new Date(Date.now() + 11 * 60_000));
    expect(await atCloudinary(user_id)).toHaveLength(provider === "cloudinary" ? 8 : 0);
    const { counted, summed } = await countedBytes(user_id);
    expect(counted).toBe(summed);
  });

  it("of another, or of somebody who is no coach, is not theirs to change", async () => {
    const { user_id, cookie } = await aCoach();
    const mine = await entry(await add(cookie, await aPicture()));
    const { cookie: other } = await aCoach();
    expect((await send(POST, { json: { public_id: mine.public_id, alt: "" }, cookie: other })).status).toBe(404);
    expect((await describeAs(other, mine.public_id, "x")).status).toBe(404);
    expect((await remove(other, mine.public_id)).status).toBe(404);
    expect((await order(other, [mine.public_id])).status).toBe(409);
    const { cookie: consumer } = await aPerson();
    for (const response of [await add(consumer, await aPicture()), await describeAs(consumer, mine.public_id, "x"), await remove(consumer, mine.public_id), await order(consumer, [])]) {
      expect(response.status).toBe(404);
    }
    expect((await add("", await aPicture())).status).toBe(401);
    expect(await portfolio(user_id)).toEqual([mine]);
  });

  it("refuses an order that is not of its pictures, and words that are none", async () => {
    const { user_id, cookie } = await aCoach();
    const [first, second] = [await entry(await add(cookie, await aPicture())), await entry(await add(cookie, await aPicture()))];
    const ids = [first.public_id, second.public_id];
    for (const wrong of [[], [ids[0]], [ids[0], ids[0]], [...ids, ids[0]], [...ids, ids[0]?.replace(/.{4}$/, "0000")]]) expect((await order(cookie, wrong as string[])).status).toBe(409);
    expect((await order(cookie, ["../x"])).status).toBe(422);
    for (const alt of ["x".repeat(201), 5, null, { $set: 1 }]) expect((await describeAs(cookie, first.public_id, alt)).status).toBe(422);
    expect(await portfolio(user_id)).toEqual([first, second]);
  });
});

describe.each(["mongodb", "cloudinary"] as const)("kept in %s, a coach's documents", (provider) => {
  beforeAll(() => chooseStore(provider));
  const addDocument = (cookie: string, bytes = aPdf(), name = "diploma.pdf") => send(documentPost, { form: { file: aFile(bytes, name, "application/pdf") }, cookie });
  const documents = async (user_id: string) => (await collections().tutors.findOne({ user_id }))?.documents ?? [];

  it("are listed by the names that the coach gave them, and go when the coach says so", async () => {
    const { user_id, cookie } = await aCoach();
    const first = (await (await addDocument(cookie)).json()) as CredentialFile;
    expect(first).toMatchObject({ public_id: expect.stringContaining(`maestrohub/documents/${user_id}/`), filename: "diploma.pdf", bytes: aPdf().length });
    const second = (await (await addDocument(cookie, aPdf(), "licence.pdf")).json()) as CredentialFile;
    expect((await documents(user_id)).map(({ filename }) => filename)).toEqual(["diploma.pdf", "licence.pdf"]);
    const { cookie: other } = await aCoach();
    const drop = (as: string, public_id: string) => send(documentDelete, { method: "DELETE", public_id, cookie: as });
    expect((await drop(other, first.public_id)).status).toBe(404);
    expect((await drop((await aPerson()).cookie, first.public_id)).status).toBe(404);
    expect((await drop(cookie, first.public_id)).status).toBe(204);
    expect((await documents(user_id)).map(({ public_id }) => public_id)).toEqual([second.public_id]);
    await runTasks();
    expect(await atCloudinary(user_id)).toEqual(provider === "cloudinary" ? [second.public_id] : []);
  });

  it("are PDF only, and at most ten", async () => {
    const { user_id, cookie } = await aCoach();
    expect((await addDocument(cookie, await aPicture())).status).toBe(415);
    const answers = await Promise.all(Array.from({ length: 12 }, () => addDocument(cookie)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(policy.documents_max);
    expect(await documents(user_id)).toHaveLength(policy.documents_max);
    expect((await addDocument((await aPerson()).cookie)).status).toBe(404);
  });
});
