import sharp from "sharp";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { POST as adoptPost } from "@/app/api/images/adopt/route";
import { POST as signPost } from "@/app/api/images/sign/route";
import { aPerson } from "@/lib/auth/test-account";
import { env } from "@/lib/config/env";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { type DirectUpload, readUploadMode } from "@/lib/images/direct-upload";
import type { ImageView } from "@/lib/images/schema";
import { aGif, aPhoto, aPicture, aZip } from "@/lib/images/test-files";
import { aFile, atCloudinary, chooseStore, countedBytes, runTasks, send, upload } from "@/lib/images/test-marketplace";

vi.mock("@/lib/integrations/analytics/track", () => ({ track: vi.fn() }));

setUpTestDatabase();
beforeAll(() => chooseStore("cloudinary"));

const begin = async (cookie: string) => (await (await send(signPost, { json: {}, cookie })).json()) as DirectUpload;
const adopt = (cookie: string, public_id: string, folder = "maestrohub/profiles") => send(adoptPost, { json: { public_id, folder }, cookie });
const sign = (cookie: string, paramsToSign: Record<string, unknown>) => send(signPost, { json: { paramsToSign }, cookie });
const now = () => Math.floor(Date.now() / 1_000);

/** As a browser does, straight to Cloudinary. */
function sendTo({ upload_url, api_key, signature }: DirectUpload, parameters: Record<string, string | number>, bytes: Buffer): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...parameters, api_key, signature })) form.append(name, String(value));
  form.append("file", aFile(bytes));
  return fetch(upload_url, { method: "POST", body: form });
}

describe("an upload straight to Cloudinary", () => {
  it("becomes the person's picture, clean, at a place that the signature does not reach", async () => {
    const { user, cookie } = await aPerson();
    const place = await begin(cookie);
    expect(place.public_id).toMatch(new RegExp(`^maestrohub/incoming/${user.id}/[0-9a-z]{24}$`));
    expect(place.parameters).toEqual({ public_id: place.public_id, timestamp: expect.any(Number), allowed_formats: "jpg,png,webp", overwrite: "false" });
    expect(JSON.stringify(place)).not.toContain(env().cloudinary?.api_secret);
    expect((await sendTo(place, place.parameters, await aPhoto())).status).toBe(200);

    const response = await adopt(cookie, place.public_id);
    expect(response.status).toBe(201);
    const picture = (await response.json()) as ImageView;
    expect(picture).toMatchObject({ public_id: expect.stringContaining(`maestrohub/profiles/${user.id}/`), width: 100, height: 120, format: "jpg", provider: "cloudinary" });
    const bytes = Buffer.from(await (await fetch(picture.url)).arrayBuffer());
    expect(await sharp(bytes).metadata()).not.toHaveProperty("exif");
    expect(bytes.includes("Priya")).toBe(false);
    await runTasks();
    expect(await atCloudinary(user.id)).toEqual([picture.public_id]);
    expect((await adopt(cookie, place.public_id)).status).toBe(404);
    expect(await countedBytes(user.id)).toEqual({ counted: picture.bytes, summed: picture.bytes });
  });

  it("with a parameter that was not signed, or another's signature, is refused by Cloudinary", async () => {
    const { cookie } = await aPerson();
    const place = await begin(cookie);
    const other = await begin(cookie);
    for (const parameters of [{ ...place.parameters, overwrite: "true" }, { ...place.parameters, public_id: other.public_id }, { ...place.parameters, tags: "x" }, { ...place.parameters, timestamp: now() + 1 }]) {
      expect((await sendTo(place, parameters, await aPicture())).status).toBe(401);
    }
    expect((await sendTo(place, place.parameters, aGif)).status).toBe(400);
  });

  it.each<[string, number, () => Promise<Buffer> | Buffer]>([
    ["is an archive too", 422, async () => Buffer.concat([await aPicture(), aZip()])],
    ["is too large", 413, async () => Buffer.concat([await aPicture(), Buffer.alloc(5 * 1024 * 1024)])],
    ["has too long a side", 422, () => aPicture("png", { width: 8_001, height: 2 })],
  ])("that %s gets %i when it is adopted, and nothing of it is left", async (_title, status, make) => {
    const { user, cookie } = await aPerson();
    const place = await begin(cookie);
    expect((await sendTo(place, place.parameters, await make())).status).toBe(200);
    expect((await adopt(cookie, place.public_id)).status).toBe(status);
    await runTasks();
    expect(await atCloudinary(user.id)).toEqual([]);
    expect(await countedBytes(user.id)).toEqual({ counted: 0, summed: 0 });
  });

  it("that nobody adopts is gone once its signature has lapsed, also one that was sent again after it was adopted", async () => {
    const { user, cookie } = await aPerson();
    const [left, again] = [await begin(cookie), await begin(cookie)];
    for (const place of [left, again]) await sendTo(place, place.parameters, await aPicture());
    const { public_id } = (await (await adopt(cookie, again.public_id)).json()) as ImageView;
    await runTasks();
    await sendTo(again, again.parameters, await aPicture());
    await runTasks(new Date(Date.now() + 61 * 60_000));
    expect(await atCloudinary(user.id)).toEqual([public_id, left.public_id, again.public_id].sort());
    await runTasks(new Date(Date.now() + 71 * 60_000));
    expect(await atCloudinary(user.id)).toEqual([public_id]);
  });

  it("is nobody else's to adopt or to sign for, and reaches no picture that is shown", async () => {
    const { cookie } = await aPerson();
    const { cookie: stranger } = await aPerson();
    const place = await begin(cookie);
    await sendTo(place, place.parameters, await aPicture());
    expect((await adopt(stranger, place.public_id)).status).toBe(404);
    expect((await adopt("", place.public_id)).status).toBe(401);
    expect((await adopt(cookie, place.public_id, "maestrohub/portfolio")).status).toBe(404);
    expect((await adopt(cookie, place.public_id, "maestrohub/documents")).status).toBe(422);
    const shown = await upload(cookie, await aPicture());
    expect((await adopt(cookie, shown.public_id)).status).toBe(422);
    expect((await sign(stranger, { public_id: place.public_id, timestamp: now() })).status).toBe(404);
    expect((await sign(cookie, { public_id: shown.public_id, timestamp: now() })).status).toBe(422);
  });
});

describe("the widget", () => {
  it("gets the signature of what it may send, and Cloudinary takes it", async () => {
    const { cookie } = await aPerson();
    const place = await begin(cookie);
    const parameters = { public_id: place.public_id, timestamp: now() };
    const { signature } = (await (await sign(cookie, parameters)).json()) as { signature: string };
    expect((await sendTo({ ...place, signature }, parameters, await aPicture())).status).toBe(200);
    expect((await adopt(cookie, place.public_id)).status).toBe(201);
  });

  it("has the part cut that was chosen in it, of the picture as it is seen, and no other", async () => {
    const { cookie } = await aPerson();
    const place = await begin(cookie);
    const parameters = { public_id: place.public_id, timestamp: now(), source: "uw", custom_coordinates: "0,70,101,50" };
    const { signature } = (await (await sign(cookie, parameters)).json()) as { signature: string };
    // As it is seen: 100 wide, 120 high, red above and blue below.
    expect((await sendTo({ ...place, signature }, parameters, await aPhoto())).status).toBe(200);
    const adoptPart = (part: unknown) => send(adoptPost, { json: { public_id: place.public_id, folder: "maestrohub/profiles", part }, cookie });
    for (const part of [{ x: -1, y: 0, width: 10, height: 10 }, { x: 0, y: 0, width: 0, height: 10 }, { x: 0.5, y: 0, width: 10, height: 10 }, { x: 0, y: 0, width: 10 }]) {
      expect([part, (await adoptPart(part)).status]).toEqual([part, 422]);
    }
    const picture = (await (await adoptPart({ x: 0, y: 70, width: 101, height: 50 })).json()) as ImageView;
    expect(picture).toMatchObject({ width: 100, height: 50 });
    const { dominant } = await sharp(Buffer.from(await (await fetch(picture.url)).arrayBuffer())).stats();
    expect(dominant.b).toBeGreaterThan(dominant.r);
  });

  it("whose part lies outside of the picture is refused", async () => {
    const { user, cookie } = await aPerson();
    const place = await begin(cookie);
    await sendTo(place, place.parameters, await aPicture());
    const response = await send(adoptPost, { json: { public_id: place.public_id, folder: "maestrohub/profiles", part: { x: 320, y: 0, width: 10, height: 10 } }, cookie });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain("lies outside of the picture");
    expect(await countedBytes(user.id)).toEqual({ counted: 0, summed: 0 });
  });

  it("gets none for anything else", async () => {
    const { cookie } = await aPerson();
    const { public_id } = await begin(cookie);
    const good = { public_id, timestamp: now(), source: "uw" };
    expect((await sign(cookie, good)).status).toBe(200);
    const bad: Record<string, unknown>[] = [
      { ...good, transformation: "w_10000" },
      { ...good, notification_url: "https://evil.example" },
      { ...good, eager: "w_10" },
      { ...good, type: "authenticated" },
      { ...good, upload_preset: "open" },
      { ...good, overwrite: "true" },
      { ...good, allowed_formats: "svg" },
      { ...good, folder: "elsewhere" },
      { ...good, source: "x" },
      { ...good, custom_coordinates: "0,0,10,10&overwrite=true" },
      { ...good, custom_coordinates: "0,0,10" },
      { ...good, timestamp: now() - 3_600 },
      { ...good, timestamp: now() + 3_600 },
      { timestamp: now() },
      { ...good, public_id: `${public_id}&type=authenticated` },
    ];
    for (const parameters of bad) expect([parameters, (await sign(cookie, parameters)).status]).toEqual([parameters, 422]);
    expect((await sign("", good)).status).toBe(401);
  });

  it("is shown where Cloudinary is live only", () => {
    expect(readUploadMode()).toEqual({ kind: "own" });
    const emulated = env().cloudinary;
    env().cloudinary = { cloud_name: "maestro", api_key: "1", api_secret: "s", upload_prefix: null, delivery_url: null };
    expect(readUploadMode()).toEqual({ kind: "widget", cloud_name: "maestro", api_key: "1" });
    env().cloudinary = emulated;
  });

  it("has nothing to sign where pictures are kept in MongoDB", async () => {
    const { cookie } = await aPerson();
    chooseStore("mongodb");
    expect((await send(signPost, { json: {}, cookie })).status).toBe(503);
    chooseStore("cloudinary");
  });
});
