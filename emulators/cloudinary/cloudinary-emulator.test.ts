import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v2 as cloudinary } from "cloudinary";
import type { UploadApiOptions } from "cloudinary";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startEmulators } from "../main.ts";
import type { RunningEmulators } from "../server.ts";
import { picture, sdkOptions, uploadBuffer } from "./testing.ts";

let running: RunningEmulators;
let call: ReturnType<typeof sdkOptions>["call"];
let address: ReturnType<typeof sdkOptions>["address"];

beforeAll(async () => {
  running = await startEmulators({ port: 0, data: null });
  ({ call, address } = sdkOptions(running.url));
});
afterAll(() => running.close());
beforeEach(() => control("reset", {}));

const control = (path: string, body: object) => fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
const upload = (bytes: Buffer, options: UploadApiOptions = {}) => uploadBuffer(bytes, { ...call, ...options });
const url = (public_id: string, options: object = {}) => cloudinary.url(public_id, { ...address, ...options });
const seconds = () => Math.floor(Date.now() / 1000);
const post = (path: string, fields: Record<string, string>) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return fetch(`${call.upload_prefix}/v1_1/${call.cloud_name}/${path}`, { method: "POST", body });
};
const sign = (params: object) => cloudinary.utils.api_sign_request({ timestamp: seconds(), ...params }, call.api_secret);
const shape = async (address: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(address, { headers });
  expect(answer.headers.get("x-cld-error")).toBeNull();
  const { width, height, format } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
  return `${format} ${width}x${height}`;
};
const destroy = (public_id: string, options: object = {}) => cloudinary.uploader.destroy(public_id, { resource_type: "image", ...call, ...options });
const rename = (from: string, to: string, options: object = {}) => cloudinary.uploader.rename(from, to, { resource_type: "image", ...call, ...options });
const resource = (public_id: string, options: object = {}) => cloudinary.api.resource(public_id, { ...call, ...options });
const fails = async (work: Promise<unknown>) => work.then(() => "it did not fail", (error: { http_code?: number; message?: string; error?: { http_code: number; message: string } }) => `${(error.error ?? error).http_code} ${(error.error ?? error).message}`);

describe("uploading through the real SDK", () => {
  it("keeps the file and answers everything that the SDK's types name", async () => {
    const bytes = await picture(300, 200);
    const sent = await upload(bytes, { public_id: "usr_1/a", folder: "maestrohub/profiles", overwrite: true, tags: ["x", "y"], filename: "me.png" });
    const at = `${running.url}/cloudinary/res/emulator/image/upload/v${sent.version}/maestrohub/profiles/usr_1/a.png`;
    expect(sent).toMatchObject({
      public_id: "maestrohub/profiles/usr_1/a",
      width: 300,
      height: 200,
      format: "png",
      resource_type: "image",
      type: "upload",
      bytes: bytes.length,
      etag: createHash("md5").update(bytes).digest("hex"),
      tags: ["x", "y"],
      pages: 1,
      placeholder: false,
      access_mode: "public",
      access_control: [],
      moderation: [],
      context: {},
      metadata: {},
      url: at,
      secure_url: at,
      folder: "maestrohub/profiles/usr_1",
      original_filename: "me",
    });
    expect(sent.asset_id).toMatch(/^[0-9a-f]{32}$/);
    expect(sent.version_id).toMatch(/^[0-9a-f]{32}$/);
    expect(sent.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Math.abs(sent.version - seconds())).toBeLessThan(3);
    expect(sent.signature).toBe(cloudinary.utils.api_sign_request({ public_id: sent.public_id, version: sent.version }, call.api_secret));
    expect(Buffer.from(await (await fetch(sent.secure_url)).arrayBuffer()).equals(bytes)).toBe(true);
  });

  it("takes a data URI and a file's path as well as a stream", async () => {
    const bytes = await picture(40, 30, "jpeg");
    const path = join(mkdtempSync(join(tmpdir(), "cloudinary-")), "photo of me.jpg");
    writeFileSync(path, bytes);
    const fromPath = await cloudinary.uploader.upload(path, { ...call });
    rmSync(path);
    expect(fromPath).toMatchObject({ format: "jpg", width: 40, original_filename: "photo of me" });
    expect(fromPath.public_id).toMatch(/^[a-z0-9]{20}$/);
    const fromUri = await cloudinary.uploader.upload(`data:image/jpeg;base64,${bytes.toString("base64")}`, { ...call, public_id: "b", allowed_formats: ["jpg"] });
    expect(fromUri).toMatchObject({ public_id: "b", height: 30, bytes: bytes.length });
  });

  it("keeps a document as raw, with its extension in the public id", async () => {
    const sent = await upload(Buffer.from("%PDF-1.7 hello"), { resource_type: "raw", type: "authenticated", public_id: "docs/a.pdf" });
    expect(sent).toMatchObject({ public_id: "docs/a.pdf", resource_type: "raw", type: "authenticated", bytes: 14 });
    expect(sent).not.toHaveProperty("width");
    const auto = await upload(Buffer.from("name,age"), { resource_type: "auto", filename: "list.csv" });
    expect(auto).toMatchObject({ resource_type: "raw", public_id: expect.stringMatching(/^[a-z0-9]{20}\.csv$/) as string });
  });

  it("overwrites with a higher version and the same asset id, unless told not to", async () => {
    const first = await upload(await picture(20, 20), { public_id: "a" });
    const kept = await upload(await picture(50, 50), { public_id: "a", overwrite: false });
    expect(kept).toMatchObject({ existing: true, width: 20, version: first.version });
    const second = await upload(await picture(50, 50), { public_id: "a", invalidate: true });
    expect(second).toMatchObject({ overwritten: true, width: 50, asset_id: first.asset_id, created_at: first.created_at });
    expect(second.version).toBeGreaterThan(first.version);
  });
});

describe("refusals, in Cloudinary's envelope", () => {
  it("a wrong secret, a wrong key and another cloud are 401 and leave nothing", async () => {
    const bytes = await picture(10, 10);
    expect(await fails(upload(bytes, { public_id: "a", api_secret: "wrong" }))).toMatch(/^401 Invalid Signature [0-9a-f]{40}\. String to sign - 'public_id=a&timestamp=\d+'\.$/);
    expect(await fails(upload(bytes, { api_key: "1" }))).toBe("401 Unknown API key 1");
    expect(await fails(upload(bytes, { cloud_name: "other" }))).toBe("401 Invalid cloud_name other");
    expect(await fails(destroy("a", { api_secret: "wrong" }))).toMatch(/^401 Invalid Signature/);
    expect(await fails(rename("a", "b", { api_secret: "wrong" }))).toMatch(/^401 Invalid Signature/);
    expect(await fails(cloudinary.api.ping({ ...call, api_key: "1" }))).toBe("401 unknown api_key");
    expect(await fails(cloudinary.api.ping({ ...call, api_secret: "wrong" }))).toBe("401 api_secret mismatch");
    expect((await cloudinary.api.resources({ ...call })).resources).toEqual([]);
  });

  it("a parameter that was changed, added or smuggled in after signing breaks the signature", async () => {
    const file = `data:image/png;base64,${(await picture(5, 5)).toString("base64")}`;
    const fields = { api_key: call.api_key, timestamp: String(seconds()), public_id: "mine", file };
    const signature = sign({ public_id: "mine" });
    expect((await post("image/upload", { ...fields, signature, public_id: "yours" })).status).toBe(401);
    expect((await post("image/upload", { ...fields, signature, overwrite: "1" })).status).toBe(401);
    expect((await post("image/upload", { ...fields, public_id: "mine&tags=x", signature: sign({ public_id: "mine", tags: "x" }) })).status).toBe(401);
    expect((await post("image/upload", { ...fields, signature })).status).toBe(200);
  });

  it("a missing signature is 401, and an unsigned upload wants a preset that is not there", async () => {
    const unsigned = await post("image/upload", { api_key: call.api_key, timestamp: String(seconds()), public_id: "a" });
    expect([unsigned.status, await unsigned.json()]).toEqual([401, { error: { message: "Missing required parameter - signature" } }]);
    expect((await post("image/destroy", { public_id: "a" })).status).toBe(401);
    expect((await post("image/upload", { file: "data:image/png;base64,AA==" })).status).toBe(400);
    expect(await fails(cloudinary.uploader.unsigned_upload("data:image/png;base64,AA==", "preset", { ...call }))).toBe("400 Upload preset not found");
  });

  it("a signature is good for an hour of this machine's time, wherever the emulators' clock stands", async () => {
    const bytes = await picture(10, 10);
    expect(await fails(upload(bytes, { timestamp: seconds() - 3605 }))).toMatch(/^400 Stale request - reported time is .* \+0000 which is more than 1 hour ago$/);
    await upload(bytes, { timestamp: seconds() - 3500 });
    await control("clock", { advance_ms: 86_400_000 });
    await upload(bytes);
  });

  const refused: [string, () => Promise<Buffer> | Buffer, UploadApiOptions, string][] = [
    ["what is no picture", () => Buffer.from("<script>"), {}, "400 Invalid image file"],
    ["an SVG", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), {}, "400 Invalid image file"],
    ["nothing", () => Buffer.alloc(0), {}, "400 Empty file"],
    ["more than 10 MB", () => Buffer.alloc(10 * 1024 * 1024 + 1), { resource_type: "raw" }, "400 File size too large. Got 10485761. Maximum is 10485760. Upgrade your plan to enjoy higher limits"],
    ["a PDF as an image", () => Buffer.from("%PDF-1.7"), { resource_type: "auto" }, "400 The emulator takes no PDF"],
    ["a format that is not allowed", () => picture(5, 5), { allowed_formats: ["jpg"] }, "400 Image file format png not allowed"],
    ["a bad public id", () => picture(5, 5), { public_id: "a?b" }, "400 public_id (a?b) is invalid"],
    ["an unknown type", () => picture(5, 5), { type: "fetch" }, "400 Invalid type fetch"],
    ["a video", () => picture(5, 5), { resource_type: "video" }, "400 Invalid resource type video"],
    ["what it would have to leave out", () => picture(5, 5), { eager: { width: 5 } }, "400 The emulator does not know the upload parameter eager"],
  ];
  it.each(refused)("%s is refused and leaves nothing", async (_title, bytes, options, words) => {
    expect(await fails(upload(await bytes(), options))).toContain(words);
    expect(await cloudinary.api.usage({ ...call })).toMatchObject({ resources: 0 });
  });

  it("an image beyond 25 megapixels is refused by its header", async () => {
    const wide = await sharp({ create: { width: 5001, height: 5000, channels: 3, background: "#fff" } }).png().toBuffer();
    expect(await fails(upload(wide))).toContain("400 Image is too large: 5001x5000");
  });

  it("no remote address is fetched", async () => {
    expect(await fails(cloudinary.uploader.upload("http://127.0.0.1:1/a.png", { ...call }))).toContain("400 The emulator fetches no remote addresses");
  });
});

describe("managing what was uploaded", () => {
  it("destroys once, and says so the second time", async () => {
    const sent = await upload(await picture(10, 10), { public_id: "a" });
    expect(await destroy("a", { type: "private" })).toEqual({ result: "not found" });
    expect(await destroy("a", { invalidate: true })).toEqual({ result: "ok" });
    expect(await destroy("a")).toEqual({ result: "not found" });
    const gone = await fetch(sent.secure_url);
    expect([gone.status, gone.headers.get("x-cld-error"), await gone.text()]).toEqual([404, "Resource not found - a", ""]);
  });

  it("renames, keeps the bytes, and overwrites only when told to", async () => {
    const bytes = await picture(10, 10);
    const sent = await upload(bytes, { public_id: "a" });
    await upload(await picture(20, 20), { public_id: "b" });
    expect(await fails(rename("a", "b"))).toBe("400 to_public_id (b) already exists");
    expect(await fails(rename("none", "c"))).toBe("404 Resource not found - none");
    expect(await rename("a", "b", { overwrite: true })).toMatchObject({ public_id: "b", width: 10, asset_id: sent.asset_id });
    expect((await fetch(sent.secure_url)).status).toBe(404);
    expect(Buffer.from(await (await fetch(url("b", { format: "png" }))).arrayBuffer()).equals(bytes)).toBe(true);
    expect(await rename("b", "b", { to_type: "private" })).toMatchObject({ public_id: "b", type: "private" });
  });

  it("answers ping, usage, one resource, lists with cursors and prefixes, and deletes by prefix", async () => {
    const bytes = await picture(10, 10);
    for (const name of ["profiles/usr_1/a", "profiles/usr_1/b", "profiles/usr_2/c"]) await upload(bytes, { public_id: `maestrohub/${name}` });
    expect(await cloudinary.api.ping({ ...call })).toMatchObject({ status: "ok", rate_limit_allowed: 500 });
    expect(await cloudinary.api.usage({ ...call })).toMatchObject({ resources: 3, storage: { usage: 3 * bytes.length } });
    expect(await resource("maestrohub/profiles/usr_1/a")).toMatchObject({ width: 10, format: "png", derived: [] });
    expect(await fails(resource("maestrohub"))).toBe("404 Resource not found - maestrohub");

    const first = await cloudinary.api.resources({ ...call, type: "upload", max_results: 2 });
    const second = await cloudinary.api.resources({ ...call, type: "upload", max_results: 2, next_cursor: first.next_cursor });
    expect([first.resources.length, second.resources.length, second.next_cursor]).toEqual([2, 1, undefined]);
    const of = (prefix: string) => cloudinary.api.resources({ ...call, type: "upload", prefix }) as Promise<{ resources: object[] }>;
    expect((await of("maestrohub/profiles/usr_1/")).resources).toHaveLength(2);
    expect(await cloudinary.api.delete_resources(["maestrohub/profiles/usr_2/c", "none"], { ...call })).toMatchObject({ deleted: { "maestrohub/profiles/usr_2/c": "deleted", none: "not_found" } });
    await cloudinary.api.delete_resources_by_prefix("maestrohub/profiles/usr_1/", { ...call });
    expect((await of("")).resources).toEqual([]);
  });
});

describe("delivery", () => {
  it.each([
    [{ width: 200, height: 200, crop: "fill", gravity: "face" }, "png 200x200"],
    [{ width: 100, height: 100, crop: "thumb" }, "png 100x100"],
    [{ width: 200, height: 200, crop: "limit" }, "png 200x133"],
    [{ width: 900, crop: "limit" }, "png 600x400"],
    [{ width: 900, crop: "fit" }, "png 900x600"],
    [{ width: 900, height: 300, crop: "fit" }, "png 450x300"],
    [{ width: 300 }, "png 300x200"],
    [{ width: 300, height: 300, crop: "scale" }, "png 300x300"],
    [{ height: 100, crop: "fill" }, "png 150x100"],
    [{ width: 100, height: 100, crop: "fill", dpr: "2.0" }, "png 200x200"],
    [{ width: 200, crop: "limit", fetch_format: "webp", quality: "auto" }, "webp 200x133"],
    [{ transformation: [{ width: 300, height: 300, crop: "fill" }, { width: 30, crop: "scale", quality: 50, fetch_format: "jpg" }] }, "jpeg 30x30"],
    [{ format: "avif", width: 60 }, "heif 60x40"],
  ])("makes %j a %s", async (options, expected) => {
    const { version } = await upload(await picture(600, 400), { public_id: "maestrohub/a" });
    expect(await shape(url("maestrohub/a", { version, format: "png", ...options }))).toBe(expected);
  });

  it("turns to the face, or what looks most like one, and to the side that was asked for", async () => {
    await upload(await picture(600, 200), { public_id: "a" });
    const hasFace = async (gravity: string) => {
      const bytes = Buffer.from(await (await fetch(url("a", { width: 100, height: 100, crop: "fill", gravity }))).arrayBuffer());
      const [red, , blue] = (await sharp(bytes).stats()).channels;
      return (red?.mean ?? 0) > (blue?.mean ?? 0) + 5;
    };
    expect(await hasFace("face")).toBe(true);
    expect(await hasFace("east")).toBe(true);
    expect(await hasFace("west")).toBe(false);
  });

  it("picks the format by what the browser takes, and says that it did", async () => {
    await upload(await picture(60, 40, "jpeg"), { public_id: "a" });
    const automatic = url("a", { fetch_format: "auto", quality: "auto", format: "jpg" });
    expect(await shape(automatic, { accept: "image/avif,image/webp,*/*" })).toBe("webp 60x40");
    expect(await shape(automatic, { accept: "*/*" })).toBe("jpeg 60x40");
    expect((await fetch(automatic)).headers.get("vary")).toBe("Accept");
  });

  it("turns a picture as its EXIF says and leaves its metadata behind", async () => {
    const lying = await sharp(await picture(60, 40, "jpeg")).withExif({ IFD0: { Orientation: "6", Copyright: "me" } }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    await upload(lying, { public_id: "a" });
    const bytes = Buffer.from(await (await fetch(url("a", { width: 20, crop: "limit", format: "jpg" }))).arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 20, height: 30 });
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  });

  it.each(["c_pad,w_10", "e_blur", "w_0", "w_10.5", "h_abc", "c_scale,g_auto,w_10", "q_0", "f_exe", "dpr_99", "w_9000,h_9000,c_fill"])("says why %s is a bad request", async (text) => {
    await upload(await picture(20, 20), { public_id: "a" });
    const answer = await fetch(`${running.url}/cloudinary/res/emulator/image/upload/${text}/v1/a.png`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("x-cld-error")).toBeTruthy();
  });

  it("is cached for long, known by its etag, runs nothing, and is 404 for what is not there", async () => {
    const { secure_url } = await upload(await picture(20, 20), { public_id: "a" });
    const answer = await fetch(secure_url);
    expect(answer.headers.get("cache-control")).toContain("max-age=2592000");
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect((await fetch(secure_url, { headers: { "if-none-match": answer.headers.get("etag") ?? "" } })).status).toBe(304);
    expect((await fetch(secure_url, { method: "HEAD" })).headers.get("content-type")).toBe("image/png");
    for (const path of ["emulator/image/upload/b.png", "emulator/image/private/a.png", "emulator/raw/upload/a", "other/image/upload/a.png"]) {
      const missed = await fetch(`${running.url}/cloudinary/res/${path}`);
      expect([path, missed.status]).toEqual([path, path.includes("private") ? 401 : 404]);
    }
    expect((await fetch(`${running.url}/cloudinary/res/emulator/image/upload/%E0%A4%A/a.png`)).status).toBe(400);
  });
});

describe("what is not for everybody", () => {
  it("an authenticated picture and all that is made of it take a signature over exactly this", async () => {
    const { version, secure_url } = await upload(await picture(60, 60), { public_id: "dir/a", type: "authenticated" });
    expect((await fetch(secure_url)).status).toBe(200);
    const options = { type: "authenticated", version, width: 30, crop: "fill", format: "png" };
    const unsigned = await fetch(url("dir/a", options));
    expect([unsigned.status, unsigned.headers.get("x-cld-error")]).toEqual([401, "deny or ACL failure"]);
    const signed = url("dir/a", { ...options, sign_url: true });
    expect(await shape(signed)).toBe("png 30x30");
    expect(await shape(url("dir/a", { ...options, sign_url: true, long_url_signature: true }))).toBe("png 30x30");
    expect((await fetch(signed.replace("w_30", "w_31"))).status).toBe(401);
    expect((await fetch(url("dir/a", { ...options, sign_url: true, api_secret: "wrong" }))).status).toBe(401);
  });

  it("of a private picture only the original takes one", async () => {
    await upload(await picture(60, 60), { public_id: "a", type: "private" });
    expect((await fetch(url("a", { type: "private", format: "png" }))).status).toBe(401);
    expect((await fetch(url("a", { type: "private", format: "png", sign_url: true }))).status).toBe(200);
    expect(await shape(url("a", { type: "private", format: "png", width: 30 }))).toBe("png 30x30");
  });

  it("a document is downloaded under its name, by a signed delivery address or by the API until it expires", async () => {
    const sent = await upload(Buffer.from("%PDF-1.7 hello"), { resource_type: "raw", type: "private", public_id: "docs/usr_1/x.pdf" });
    const raw = { resource_type: "raw", type: "private", version: sent.version };
    const file = await fetch(url("docs/usr_1/x.pdf", { ...raw, flags: "attachment:diploma", sign_url: true }));
    expect(await file.text()).toBe("%PDF-1.7 hello");
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect(file.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''diploma.pdf");
    expect((await fetch(url("docs/usr_1/x.pdf", { ...raw, flags: "attachment" }))).status).toBe(401);
    expect((await fetch(url("docs/usr_1/x.pdf", { ...raw, width: 10, sign_url: true }))).status).toBe(400);

    const download = (options: object) => fetch(cloudinary.utils.private_download_url("docs/usr_1/x.pdf", "", { ...call, resource_type: "raw", type: "private", attachment: true, ...options }));
    const until = await download({ expires_at: seconds() + 60 });
    expect([until.status, until.headers.get("content-disposition")]).toEqual([200, "attachment; filename*=UTF-8''x.pdf"]);
    expect((await download({ expires_at: seconds() - 1 })).status).toBe(401);
    expect((await download({ api_secret: "wrong" })).status).toBe(401);
  });
});

describe("faults, restart and reset", () => {
  it("answers 429 and 500 in Cloudinary's envelope, late when asked, and loses an answer after the work", async () => {
    const bytes = await picture(10, 10);
    const path = "/cloudinary/v1_1/*";
    for (const status of [429, 500]) {
      await control("faults", { emulator: "cloudinary", path, kind: "status", status });
      expect(await fails(upload(bytes, { public_id: "a" }))).toMatch(new RegExp(`^${status} `));
    }
    expect((await cloudinary.api.resources({ ...call })).resources).toEqual([]);
    await control("faults", { emulator: "cloudinary", path, kind: "delay", delay_ms: 400 });
    expect(await fails(upload(bytes, { public_id: "late", timeout: 50 }))).toBe("499 Request Timeout");
    await control("faults", { emulator: "cloudinary", path, kind: "drop_after" });
    expect(await fails(upload(bytes, { public_id: "lost" }))).toContain("socket hang up");
    expect(await resource("lost")).toMatchObject({ bytes: bytes.length });
  });

  it("a restart keeps the pictures, a reset forgets them", async () => {
    const data = mkdtempSync(join(tmpdir(), "emulators-"));
    const bytes = await picture(30, 20);
    const first = await startEmulators({ port: 0, data });
    const sent = await uploadBuffer(bytes, { ...sdkOptions(first.url).call, public_id: "a" });
    await first.close();

    const second = await startEmulators({ port: 0, data });
    const after = sdkOptions(second.url);
    expect(await cloudinary.api.resource("a", after.call)).toMatchObject({ asset_id: sent.asset_id, version: sent.version });
    const address = cloudinary.url("a", { ...after.address, format: "png" });
    expect(Buffer.from(await (await fetch(address)).arrayBuffer()).equals(bytes)).toBe(true);
    await fetch(`${second.url}/_control/reset`, { method: "POST" });
    expect((await fetch(address)).status).toBe(404);
    expect((await cloudinary.api.resources({ ...after.call })).resources).toEqual([]);
    await second.close();
    rmSync(data, { recursive: true });
  });
});
