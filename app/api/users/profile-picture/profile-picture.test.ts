import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { DELETE as imageDelete } from "@/app/api/images/[...public_id]/route";
import { PUT as updatePut } from "@/app/api/images/update/route";
import { aPerson } from "@/lib/auth/test-account";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { deleteAllOfOwner } from "@/lib/images/delete-all-of-owner";
import type { ImageView } from "@/lib/images/schema";
import { aPdf, aPicture, anSvg } from "@/lib/images/test-files";
import { aCoach, aFile, atCloudinary, chooseStore, countedBytes, fault, runTasks, send, upload } from "@/lib/images/test-marketplace";
import { DELETE, PUT } from "./route";

vi.mock("@/lib/integrations/analytics/track", () => ({ track: vi.fn() }));

setUpTestDatabase();
beforeEach(() => collections().rate_limits.deleteMany({ _id: /^register/ }));

const put = (cookie: string, bytes: Buffer) => send(PUT, { method: "PUT", form: { file: aFile(bytes) }, cookie });
const choose = (cookie: string, public_id: string) => send(PUT, { method: "PUT", json: { public_id }, cookie });
const remove = (cookie: string) => send(DELETE, { method: "DELETE", cookie });
const user = (id: string) => collections().users.findOne({ _id: id });
const tutor = (user_id: string) => collections().tutors.findOne({ user_id });
const rows = (owner_id: string) => collections().images.find({ owner_id }).toArray();

describe.each(["mongodb", "cloudinary"] as const)("kept in %s, a profile picture", (provider) => {
  beforeAll(() => chooseStore(provider));

  it("is shown as the person's, and the one before is gone", async () => {
    const { user: person, cookie } = await aPerson();
    const first = (await (await put(cookie, await aPicture())).json()) as ImageView;
    expect(await user(person.id)).toMatchObject({ image: first.url, picture_public_id: first.public_id });
    const second = (await (await put(cookie, await aPicture("png", { width: 50, height: 50 }))).json()) as ImageView;
    expect(second).toMatchObject({ width: 50, provider });
    expect(second.public_id).not.toBe(first.public_id);
    expect(await user(person.id)).toMatchObject({ image: second.url, picture_public_id: second.public_id });
    expect((await rows(person.id)).map(({ public_id }) => public_id)).toEqual([second.public_id]);
    await runTasks();
    expect(await atCloudinary(person.id)).toEqual(provider === "cloudinary" ? [second.public_id] : []);
    expect(await countedBytes(person.id)).toEqual({ counted: second.bytes, summed: second.bytes });
  });

  it("of a coach is the portrait too, and follows what becomes of the picture", async () => {
    const { user_id, cookie } = await aCoach();
    const { public_id, url } = (await (await put(cookie, await aPicture())).json()) as ImageView;
    expect(await tutor(user_id)).toMatchObject({ portrait_url: url, portrait_public_id: public_id });

    const replaced = await send(updatePut, { method: "PUT", form: { file: aFile(await aPicture("png")), public_id }, cookie });
    const next = (await replaced.json()) as ImageView;
    expect(await tutor(user_id)).toMatchObject({ portrait_url: next.url, portrait_public_id: public_id });
    expect(await user(user_id)).toMatchObject({ image: next.url });

    expect((await send(imageDelete, { method: "DELETE", public_id, cookie })).status).toBe(204);
    expect(await tutor(user_id)).toMatchObject({ portrait_url: null, portrait_public_id: null });
    expect(await user(user_id)).toMatchObject({ image: null, picture_public_id: null });
  });

  it("stays what it is when another picture of the person's is replaced or deleted", async () => {
    const { user_id, cookie } = await aCoach();
    const { public_id, url } = (await (await put(cookie, await aPicture())).json()) as ImageView;
    const other = await upload(cookie, await aPicture());
    expect((await send(updatePut, { method: "PUT", form: { file: aFile(await aPicture("png")), public_id: other.public_id }, cookie })).status).toBe(200);
    expect((await send(imageDelete, { method: "DELETE", public_id: other.public_id, cookie })).status).toBe(204);
    expect(await user(user_id)).toMatchObject({ image: url, picture_public_id: public_id });
    expect(await tutor(user_id)).toMatchObject({ portrait_url: url, portrait_public_id: public_id });
  });

  it("that is refused, or that cannot be stored, leaves the one before", async () => {
    const { user: person, cookie } = await aPerson();
    const first = (await (await put(cookie, await aPicture())).json()) as ImageView;
    expect((await put(cookie, anSvg)).status).toBe(415);
    expect((await put(cookie, aPdf())).status).toBe(415);
    if (provider === "cloudinary") {
      await fault({ path: "/cloudinary/v1_1/emulator/image/upload", kind: "status", status: 500 });
      expect((await put(cookie, await aPicture())).status).toBe(503);
    }
    expect(await user(person.id)).toMatchObject({ image: first.url, picture_public_id: first.public_id });
    expect(await rows(person.id)).toHaveLength(1);
  });

  it("by many at once leaves one", async () => {
    const { user: person, cookie } = await aPerson();
    const picture = await aPicture("jpeg", { width: 30, height: 30 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => put(cookie, picture)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const [left, ...more] = await rows(person.id);
    expect(more).toEqual([]);
    expect(await user(person.id)).toMatchObject({ picture_public_id: left?.public_id, stored_bytes: left?.bytes });
  });

  it("may be one that was uploaded before, of one's own and for this", async () => {
    const { user_id, cookie } = await aCoach();
    const { public_id, url } = await upload(cookie, await aPicture());
    expect((await choose(cookie, public_id)).status).toBe(200);
    expect((await choose(cookie, public_id)).status).toBe(200);
    expect(await user(user_id)).toMatchObject({ image: url, picture_public_id: public_id });
    expect((await choose((await aPerson()).cookie, public_id)).status).toBe(404);
    const other = await upload(cookie, await aPicture(), "maestrohub/portfolio");
    expect((await choose(cookie, other.public_id)).status).toBe(422);
    expect((await choose(cookie, "maestrohub/profiles/x/../y")).status).toBe(422);
    expect(await user(user_id)).toMatchObject({ picture_public_id: public_id });
  });

  it("is taken away, also one that was not uploaded, also twice", async () => {
    const { user_id, cookie } = await aCoach();
    await put(cookie, await aPicture());
    for (let time = 0; time < 2; time += 1) expect((await remove(cookie)).status).toBe(204);
    expect(await user(user_id)).toMatchObject({ image: null, picture_public_id: null, stored_bytes: 0 });
    expect(await tutor(user_id)).toMatchObject({ portrait_url: null, portrait_public_id: null });
    expect(await rows(user_id)).toEqual([]);
    await collections().tutors.updateOne({ user_id }, { $set: { portrait_url: "/portraits/maya.svg" } });
    await remove(cookie);
    expect(await tutor(user_id)).toMatchObject({ portrait_url: null });
  });

  it("and everything else goes with the account, also what is on its way", async () => {
    const { user_id, cookie } = await aCoach();
    await put(cookie, await aPicture());
    await upload(cookie, aPdf(), "maestrohub/documents");
    const underway = await upload(cookie, await aPicture(), "maestrohub/portfolio");
    await collections().images.updateOne({ public_id: underway.public_id }, { $set: { status: "storing" } });
    const { cookie: other, user: stays } = await aPerson();
    await put(other, await aPicture());

    await withTransaction((session) => deleteAllOfOwner({ owner_id: user_id, now: new Date(), session }));
    await runTasks();
    expect(await rows(user_id)).toEqual([]);
    expect(await atCloudinary(user_id)).toEqual([]);
    expect(await user(user_id)).toMatchObject({ image: null, picture_public_id: null, stored_bytes: 0 });
    expect(await tutor(user_id)).toMatchObject({ portrait_url: null, portfolio: [], documents: [] });
    expect(await rows(stays.id)).toHaveLength(1);
  });
});

it("a visitor has none", async () => {
  expect((await put("", await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } }).png().toBuffer())).status).toBe(401);
  expect((await remove("")).status).toBe(401);
});
