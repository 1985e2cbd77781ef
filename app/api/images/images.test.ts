import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { DELETE as imageDelete, GET as imageGet } from "@/app/api/images/[...public_id]/route";
import { PUT as updatePut } from "@/app/api/images/update/route";
import { POST as uploadPost } from "@/app/api/images/upload/route";
import { aPerson } from "@/lib/auth/test-account";
import { policy } from "@/lib/config/policy";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import {
  aBomb, aGif, aJpegWithComment, aNoisyPicture, anAnimatedWebp, anSvg, aPdf, aPhoto, aPicture, aWebPage, aZip, pngChunk, pngHeader,
} from "@/lib/images/test-files";
import { aCoach, aFile, atCloudinary, chooseStore, countedBytes, fault, runTasks, send, upload } from "@/lib/images/test-marketplace";
import { track } from "@/lib/integrations/analytics/track";
import type { ImageView } from "@/lib/images/schema";

vi.mock("@/lib/integrations/analytics/track", () => ({ track: vi.fn() }));

setUpTestDatabase();
// More people register here than may from one address in an hour.
beforeEach(() => collections().rate_limits.deleteMany({ _id: /^register/ }));

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const show = (public_id: string, { query = "", cookie = "", headers = {} } = {}) => send(imageGet, { method: "GET", public_id, query, cookie, headers });
const remove = (public_id: string, cookie: string) => send(imageDelete, { method: "DELETE", public_id, cookie });
const replace = (public_id: string, cookie: string, bytes: Buffer) => send(updatePut, { method: "PUT", form: { file: aFile(bytes), public_id }, cookie });
const row = (public_id: string) => collections().images.findOne({ public_id }, { projection: { data_base64: 0 } });

/** The bytes that a browser gets for what a page shows. */
async function shownBytes({ public_id, url }: { public_id: string; url: string }): Promise<Buffer> {
  const response = url.startsWith("/") ? await show(public_id, { query: new URL(url, "http://x").search }) : await fetch(url);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function traces(user_id: string): Promise<unknown> {
  const user = await collections().users.findOne({ _id: user_id });
  return {
    rows: await collections().images.countDocuments({ owner_id: user_id }),
    tasks: await collections().outbox.countDocuments({ "task.kind": { $in: ["settle-image", "destroy-image"] } }),
    uploads: await collections().rate_limits.countDocuments({ _id: new RegExp(`^uploads:${user_id}:`) }),
    bytes: user?.stored_bytes ?? 0,
    image: user?.image ?? null,
    at_cloudinary: await atCloudinary(user_id),
  };
}

describe.each(["mongodb", "cloudinary"] as const)("kept in %s,", (provider) => {
  beforeAll(() => chooseStore(provider));

  describe("an upload", () => {
    it.each<[string, (bytes: Buffer) => Parameters<typeof send>[1]]>([
      ["a form", (bytes) => ({ form: { file: aFile(bytes, "me.png", "image/png"), folder: "maestrohub/profiles" } })],
      ["base64", (bytes) => ({ json: { file: bytes.toString("base64"), folder: "maestrohub/profiles", filename: "me.png" } })],
      ["a data address", (bytes) => ({ json: { file: `data:image/png;base64,${bytes.toString("base64")}`, folder: "maestrohub/profiles" } })],
    ])("as %s answers what the mission names, and the picture is there", async (_title, body) => {
      const { user, cookie } = await aPerson();
      vi.mocked(track).mockClear();
      const response = await send(uploadPost, { ...body(await aPicture("png", { width: 640, height: 480 })), cookie });
      expect(response.status).toBe(201);
      const answer = (await response.json()) as ImageView;
      expect(answer).toEqual({
        url: expect.any(String),
        secure_url: expect.stringMatching(/^https?:\/\//),
        public_id: expect.stringMatching(new RegExp(`^maestrohub/profiles/${user.id}/[0-9a-z]{24}$`)),
        width: 640,
        height: 480,
        format: "png",
        bytes: expect.any(Number),
        provider,
      });
      expect(answer.url).toMatch(provider === "mongodb" ? /^\/api\/images\/maestrohub\/profiles\// : /\/image\/upload\/v\d+\/maestrohub\/profiles\//);
      expect(await sharp(await shownBytes(answer)).metadata()).toMatchObject({ width: 640, height: 480, format: "png" });
      expect(await countedBytes(user.id)).toEqual({ counted: answer.bytes, summed: answer.bytes });
      expect(await atCloudinary(user.id)).toEqual(provider === "cloudinary" ? [answer.public_id] : []);
      expect(track).toHaveBeenCalledExactlyOnceWith("image_upload", user.id, { folder: "maestrohub/profiles" });
    });

    it("of a photo shows neither where it was taken nor by whom", async () => {
      const { cookie } = await aPerson();
      const bytes = await shownBytes(await upload(cookie, await aPhoto()));
      expect(await sharp(bytes).metadata()).toMatchObject({ width: 100, height: 120 });
      for (const trace of ["Exif", "GPS", "Priya"]) expect(bytes.includes(trace)).toBe(false);
    });

    const jpeg = () => aPicture("jpeg");
    const hostile: [string, number, RegExp, () => Buffer | Promise<Buffer>][] = [
      ["an empty file", 422, /empty/, () => Buffer.alloc(0)],
      ["an SVG", 415, /an SVG drawing/, () => anSvg],
      ["a web page", 415, /a web page/, () => aWebPage],
      ["a GIF", 415, /a GIF/, () => aGif],
      ["a PDF as a picture", 415, /a PDF document/, () => aPdf()],
      ["a moving picture", 422, /moves/, anAnimatedWebp],
      ["a picture that is an archive too", 422, /something else behind/, async () => Buffer.concat([await jpeg(), aZip()])],
      ["a picture that is a web page too", 422, /a web page hidden/, () => aJpegWithComment(aWebPage.toString())],
      ["a picture that is a program too", 422, /a program hidden/, () => aJpegWithComment("<?php phpinfo();")],
      ["half a picture", 422, /cut off/, async () => (await jpeg()).subarray(0, 700)],
      ["a picture whose pixels are no pixels", 422, /damaged/, () => Buffer.concat([pngHeader(64, 64, 8), pngChunk("IDAT", Buffer.from("x")), pngChunk("IEND", Buffer.alloc(0))])],
      ["a bomb", 422, /60,000 × 60,000 pixels/, () => aBomb()],
      ["a side of 8,001 pixels", 422, /A side may have at most 8,000/, () => aPicture("png", { width: 8_001, height: 2 })],
      ["26 megapixels", 422, /at most 25 million/, () => Buffer.concat([pngHeader(5_000, 5_200, 8), pngChunk("IEND", Buffer.alloc(0))])],
      ["more than 5 MB", 413, /at most 5 MB/, async () => Buffer.concat([await jpeg(), Buffer.alloc(5 * 1024 * 1024)])],
    ];
    it.each(hostile)("of %s gets %i and a sentence, and leaves no trace", async (_title, status, sentence, make) => {
      const { user, cookie } = await aPerson();
      const before = await traces(user.id);
      for (const body of [
        { form: { file: aFile(await make()), folder: "maestrohub/profiles" } },
        { json: { file: (await make()).toString("base64"), folder: "maestrohub/profiles" } },
      ]) {
        const response = await send(uploadPost, { ...body, cookie });
        const { error } = (await response.json()) as { error: { message: string; fields: Record<string, string> } };
        expect({ status: response.status, message: error.message }).toEqual({ status, message: expect.stringMatching(sentence) });
        expect(error.fields.file).toBe(error.message);
      }
      expect(await traces(user.id)).toEqual(before);
    });

    it("of a picture with a side of 8,000 pixels is taken", async () => {
      const { cookie } = await aPerson();
      expect(await upload(cookie, await aPicture("png", { width: 8_000, height: 3 }))).toMatchObject({ width: 8_000, height: 3 });
    });

    const folder = "maestrohub/profiles";
    const wrong: [string, number, (bytes: Buffer) => Parameters<typeof send>[1]][] = [
      ["a name with a path", 422, (bytes) => ({ form: { file: aFile(bytes, "../../etc/passwd.jpg"), folder } })],
      ["a name with a path of Windows", 422, (bytes) => ({ form: { file: aFile(bytes, "C:\\me.jpg"), folder } })],
      ["a name with a path in base64", 422, (bytes) => ({ json: { file: bytes.toString("base64"), folder, filename: "a/b.jpg" } })],
      ["data:text/html", 415, (bytes) => ({ json: { file: `data:text/html;base64,${bytes.toString("base64")}`, folder } })],
      ["data:text/html without base64", 415, () => ({ json: { file: "data:text/html,<script>alert(1)</script>", folder } })],
      ["data:image/svg+xml", 415, () => ({ json: { file: `data:image/svg+xml;base64,${anSvg.toString("base64")}`, folder } })],
      ["a form that says text/html", 415, (bytes) => ({ form: { file: aFile(bytes, "me.jpg", "text/html"), folder } })],
      ["an address to fetch from", 422, () => ({ json: { file: "http://169.254.169.254/latest/meta-data", folder } })],
      ["broken base64", 422, (bytes) => ({ json: { file: `${bytes.toString("base64").slice(0, -1)}`, folder } })],
      ["no file", 422, () => ({ form: { folder } })],
      ["text where the file belongs", 422, () => ({ form: { file: "hello", folder } })],
      ["a number where the file belongs", 422, () => ({ json: { file: 5, folder } })],
      ["an unknown folder", 422, (bytes) => ({ form: { file: aFile(bytes), folder: "maestrohub/../admin" } })],
      ["an unknown field", 422, (bytes) => ({ form: { file: aFile(bytes), folder, public_id: "maestrohub/profiles/user_x/abc" } })],
      ["a coach's folder of somebody who is none", 404, (bytes) => ({ form: { file: aFile(bytes), folder: "maestrohub/portfolio" } })],
      ["another content type", 415, () => ({ raw: "x", headers: { "content-type": "text/plain" } })],
      ["a form without parts", 400, () => ({ raw: "x", headers: { "content-type": "multipart/form-data; boundary=b" } })],
      ["no JSON", 400, () => ({ raw: "{", headers: { "content-type": "application/json" } })],
      ["another site's origin", 403, (bytes) => ({ form: { file: aFile(bytes), folder }, headers: { origin: "https://evil.example" } })],
    ];
    it.each(wrong)("with %s gets %i, and leaves no trace", async (_title, status, body) => {
      const { user, cookie } = await aPerson();
      const before = await traces(user.id);
      const response = await send(uploadPost, { ...body(await aPicture("jpeg")), cookie });
      const { error } = (await response.json()) as { error: { message: string } };
      expect({ status: response.status, message: error.message }).toEqual({ status, message: expect.stringMatching(/\.$/) });
      expect(await traces(user.id)).toEqual(before);
    });

    it("of two files at once is refused", async () => {
      const { cookie } = await aPerson();
      const form = new FormData();
      for (const name of ["a.jpg", "b.jpg"]) form.append("file", aFile(await aPicture("jpeg"), name));
      form.append("folder", folder);
      expect((await send(uploadPost, { raw: form, cookie })).status).toBe(422);
    });

    it("is no longer read once it is past the limit, whatever it says of its length", async () => {
      const { cookie } = await aPerson();
      for (const [type, pretended] of [["multipart/form-data; boundary=b", undefined], ["application/json", "100"]] as const) {
        let sent = 0;
        const endless = new ReadableStream({
          pull(controller) {
            sent += 1;
            controller.enqueue(new Uint8Array(1024 * 1024));
          },
        });
        const response = await send(uploadPost, { raw: endless, cookie, headers: { "content-type": type, ...(pretended && { "content-length": pretended }) } });
        expect(response.status).toBe(413);
        expect(sent).toBeLessThan(20);
      }
    });

    it("needs somebody who is signed in", async () => {
      expect((await send(uploadPost, { form: { file: aFile(await aPicture()), folder } })).status).toBe(401);
    });
  });

  describe("the limits of a person", () => {
    it("let 20 of 30 uploads at once through, and count none that did not go through", async () => {
      const { user, cookie } = await aPerson();
      const picture = await aPicture("jpeg", { width: 40, height: 40 });
      const answers = await Promise.all(Array.from({ length: 30 }, () => send(uploadPost, { form: { file: aFile(picture), folder: "maestrohub/profiles" }, cookie })));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(policy.uploads_per_hour);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
      expect(await collections().images.countDocuments({ owner_id: user.id, status: "stored" })).toBe(20);
      const { counted, summed } = await countedBytes(user.id);
      expect(counted).toBe(summed);
      if (provider === "cloudinary") expect(await atCloudinary(user.id)).toHaveLength(20);
    });

    it("let no upload of many at once past 50 MB", async () => {
      const { user, cookie } = await aPerson();
      const picture = await aNoisyPicture("jpeg", { width: 100, height: 100 });
      const { bytes, public_id } = await upload(cookie, picture);
      // Room for three and a half more; a row of its own, so that the sum stays right.
      const taken = policy.stored_bytes_per_person - Math.floor(4.5 * bytes);
      await collections().users.updateOne({ _id: user.id }, { $inc: { stored_bytes: taken } });
      await collections().images.updateOne({ public_id }, { $inc: { bytes: taken } });
      const answers = await Promise.all(Array.from({ length: 12 }, () => send(uploadPost, { form: { file: aFile(picture), folder: "maestrohub/profiles" }, cookie })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, ...Array.from({ length: 9 }, () => 409)]);
      const { counted, summed } = await countedBytes(user.id);
      expect(counted).toBe(summed);
      expect(counted).toBeLessThanOrEqual(policy.stored_bytes_per_person);
    });
  });

  describe("a replacement", () => {
    it("keeps the public id and shows the new picture under a new address", async () => {
      const { user, cookie } = await aPerson();
      const first = await upload(cookie, await aPicture("jpeg"));
      const response = await replace(first.public_id, cookie, await aPicture("png", { width: 500, height: 400 }));
      expect(response.status).toBe(200);
      const second = (await response.json()) as ImageView;
      expect(second).toMatchObject({ public_id: first.public_id, width: 500, height: 400, format: "png", provider });
      if (provider === "mongodb") expect(second.url).not.toBe(first.url);
      expect(await sharp(await shownBytes(second)).metadata()).toMatchObject({ width: 500, format: "png" });
      expect(await row(first.public_id)).toMatchObject({ version: 2 });
      expect(await row(first.public_id)).not.toHaveProperty("replacing");
      expect(await countedBytes(user.id)).toEqual({ counted: second.bytes, summed: second.bytes });
    });

    it("that is refused leaves the old picture", async () => {
      const { user, cookie } = await aPerson();
      const first = await upload(cookie, await aPicture("jpeg"));
      const before = { row: await row(first.public_id), ...(await traces(user.id) as object) };
      expect((await replace(first.public_id, cookie, anSvg)).status).toBe(415);
      expect({ row: await row(first.public_id), ...(await traces(user.id) as object) }).toEqual(before);
      expect(await sharp(await shownBytes(first)).metadata()).toMatchObject({ width: 320 });
    });

    it("by many at once is by one after another or not at all, and the row says what is shown", async () => {
      const { user, cookie } = await aPerson();
      const { public_id } = await upload(cookie, await aPicture("jpeg"));
      const pictures = await Promise.all([100, 200, 300, 400].map((width) => aPicture("png", { width, height: 50 })));
      const answers = await Promise.all(pictures.map((bytes) => replace(public_id, cookie, bytes)));
      const taken = answers.filter(({ status }) => status === 200).length;
      expect(taken).toBeGreaterThan(0);
      expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
      const after = await row(public_id);
      expect(after?.version).toBe(1 + taken);
      const shown = await shownBytes({ public_id, url: after?.url ?? "" });
      expect((await sharp(shown).metadata()).width).toBe(after?.width);
      const { counted, summed } = await countedBytes(user.id);
      expect(counted).toBe(summed);
    });

    it("past 50 MB is refused; one that needs no more than the old is not", async () => {
      const { user, cookie } = await aPerson();
      const { public_id, bytes } = await upload(cookie, await aPicture("jpeg"));
      const taken = policy.stored_bytes_per_person - bytes;
      await collections().users.updateOne({ _id: user.id }, { $inc: { stored_bytes: taken } });
      expect((await replace(public_id, cookie, await aNoisyPicture("jpeg"))).status).toBe(409);
      expect((await replace(public_id, cookie, await aPicture("jpeg"))).status).toBe(200);
      expect((await collections().users.findOne({ _id: user.id }))?.stored_bytes).toBe(policy.stored_bytes_per_person);
    });
  });

  describe("a deletion", () => {
    it("takes the picture away for everybody, and gives its room back", async () => {
      const { user, cookie } = await aPerson();
      const picture = await upload(cookie, await aPicture());
      expect((await remove(picture.public_id, cookie)).status).toBe(204);
      expect((await show(picture.public_id)).status).toBe(404);
      expect((await remove(picture.public_id, cookie)).status).toBe(404);
      expect(await runTasks()).toEqual([]);
      expect(await atCloudinary(user.id)).toEqual([]);
      expect(await countedBytes(user.id)).toEqual({ counted: 0, summed: 0 });
    });

    it("reads the slashes of the public id also where they are escaped", async () => {
      const { cookie } = await aPerson();
      const { public_id } = await upload(cookie, await aPicture());
      const params = Promise.resolve({ public_id: [encodeURIComponent(public_id)] });
      const request = new Request("http://localhost:3000/api/images/x", { method: "DELETE", headers: { origin: "http://localhost:3000", cookie } });
      expect((await imageDelete(request, { params })).status).toBe(204);
    });
  });

  it("another's picture is as one that is not there, and stays", async () => {
    const { cookie } = await aPerson();
    const { cookie: stranger, user: strange } = await aPerson();
    const { public_id, url } = await upload(cookie, await aPicture());
    const owners = public_id.split("/");
    const forged = [public_id, public_id.replace(owners[2] ?? "", strange.id), `${owners.slice(0, 3).join("/")}/${"0".repeat(24)}`, "maestrohub/profiles/x", "../../users", "maestrohub/profiles/user_x/$ne"];
    for (const id of forged) {
      const answers = [await remove(id, stranger), await replace(id, stranger, await aPicture())];
      expect(answers.map(({ status }) => status)).toEqual([404, /^maestrohub\/\w+\/user_[\w-]+\/[0-9a-z]{24}$/.test(id) ? 404 : 422]);
    }
    expect((await shownBytes({ public_id, url })).length).toBeGreaterThan(0);
  });

  describe("a coach's document", () => {
    it("is a PDF and nothing else, and a picture's folder takes none", async () => {
      const { cookie } = await aCoach();
      const document = await upload(cookie, aPdf(), "maestrohub/documents");
      expect(document).toMatchObject({ format: "pdf", width: 0, height: 0, provider, url: `/api/images/${document.public_id}?v=1` });
      expect((await send(uploadPost, { form: { file: aFile(await aPicture()), folder: "maestrohub/documents" }, cookie })).status).toBe(415);
      expect((await send(uploadPost, { form: { file: aFile(aPdf()), folder: "maestrohub/portfolio" }, cookie })).status).toBe(415);
    });

    it("is replaced by another PDF only", async () => {
      const { user_id, cookie } = await aCoach();
      const { public_id } = await upload(cookie, aPdf(), "maestrohub/documents");
      expect((await replace(public_id, cookie, await aPicture())).status).toBe(415);
      const other = aPdf({ objects: "% another one\n" });
      expect((await replace(public_id, cookie, other)).status).toBe(200);
      expect(Buffer.from(await (await show(public_id, { cookie })).arrayBuffer())).toEqual(other);
      expect(await countedBytes(user_id)).toEqual({ counted: other.length, summed: other.length });
    });

    it("is a download for its owner and for admins with two-factor sign-in, and nothing for anybody else", async () => {
      const { cookie } = await aCoach();
      const pdf = aPdf();
      const response = await send(uploadPost, { form: { file: aFile(pdf, 'Ärztin "A".pdf', "application/pdf"), folder: "maestrohub/documents" }, cookie });
      const { public_id } = (await response.json()) as ImageView;
      const admin = await aPerson();
      await collections().users.updateOne({ _id: admin.user.id }, { $set: { role: "admin", two_factor_enabled: true } });
      for (const reader of [cookie, admin.cookie]) {
        const shown = await show(public_id, { cookie: reader });
        expect(shown.status).toBe(200);
        expect(Object.fromEntries(shown.headers)).toMatchObject({
          "content-type": "application/pdf",
          "content-disposition": `attachment; filename="_rztin _A_.pdf"; filename*=UTF-8''%C3%84rztin%20%22A%22.pdf`,
          "x-content-type-options": "nosniff",
          "content-security-policy": "default-src 'none'; sandbox",
          "cache-control": "private, no-store",
        });
        expect(Buffer.from(await shown.arrayBuffer())).toEqual(pdf);
      }
      await collections().users.updateOne({ _id: admin.user.id }, { $set: { two_factor_enabled: false } });
      for (const reader of ["", (await aPerson()).cookie, (await aCoach()).cookie, admin.cookie]) {
        expect((await show(public_id, { cookie: reader })).status).toBe(404);
      }
      if (provider === "cloudinary") {
        const { url } = await upload(cookie, await aPicture(), "maestrohub/portfolio");
        const base = url.slice(0, url.indexOf("/image/upload/"));
        for (const path of [`raw/authenticated/${public_id}`, `raw/upload/${public_id}`, `image/upload/${public_id}`]) expect((await fetch(`${base}/${path}`)).ok).toBe(false);
      }
    });
  });
});

describe("our own route", () => {
  beforeAll(() => chooseStore("mongodb"));

  it("lets a browser keep an address with a version for ever, and asks again for one without", async () => {
    const { cookie } = await aPerson();
    const { public_id } = await upload(cookie, await aPicture());
    const versioned = await show(public_id, { query: "?v=1" });
    expect(versioned.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(versioned.headers.get("x-content-type-options")).toBe("nosniff");
    for (const query of ["", "?v=7"]) expect((await show(public_id, { query })).headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");

    const etag = versioned.headers.get("etag") ?? "";
    const again = await show(public_id, { headers: { "if-none-match": `"x", W/${etag}` } });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
    await replace(public_id, cookie, await aPicture("png"));
    expect((await show(public_id, { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  it("makes the sizes of its list as WebP, each its own to a cache, and no other", async () => {
    const { cookie } = await aPerson();
    const { public_id } = await upload(cookie, await aPicture("jpeg", { width: 1_000, height: 500 }));
    const etags = new Set<string | null>();
    for (const [query, width, height] of [["w=200&h=200&c=fill-face", 200, 200], ["w=100&h=100&c=thumb", 100, 100], ["w=640&c=limit", 640, 320], ["w=1920&c=limit", 1_000, 500]] as const) {
      const response = await show(public_id, { query: `?v=1&${query}` });
      expect(response.headers.get("content-type")).toBe("image/webp");
      expect(await sharp(await response.arrayBuffer()).metadata()).toMatchObject({ width, height, format: "webp" });
      etags.add(response.headers.get("etag"));
    }
    expect(etags.size).toBe(4);
    for (const query of ["w=201&h=201&c=fill-face", "w=200&h=100&c=fill-face", "w=200&c=thumb", "w=641&c=limit", "w=640&h=640&c=limit", "w=0&c=limit", "w=1e9&c=limit", "c=limit", "w=640&c=scale", "w=640&c=limit&q=1"]) {
      expect((await show(public_id, { query: `?v=1&${query}` })).status).toBe(422);
    }
  });

  it("sends those with an old address on to Cloudinary, in the same size", async () => {
    chooseStore("cloudinary");
    const { cookie } = await aPerson();
    const { public_id, url } = await upload(cookie, await aPicture());
    chooseStore("mongodb");
    expect((await show(public_id)).headers.get("location")).toBe(url);
    const sized = await show(public_id, { query: "?w=100&h=100&c=thumb" });
    expect(sized.status).toBe(302);
    expect(await sharp(await (await fetch(sized.headers.get("location") ?? "")).arrayBuffer()).metadata()).toMatchObject({ width: 100, height: 100 });
  });
});

describe("where Cloudinary fails,", () => {
  beforeAll(() => chooseStore("cloudinary"));
  const uploads = "/cloudinary/v1_1/emulator/image/upload";

  it.each([["refuses", { kind: "status", status: 500 }], ["breaks off after it has stored the picture", { kind: "drop_after" }]])("an upload that it %s leaves nothing", async (_title, kind) => {
    const { user, cookie } = await aPerson();
    await fault({ path: uploads, ...kind });
    const response = await send(uploadPost, { form: { file: aFile(await aPicture()), folder: "maestrohub/profiles" }, cookie });
    expect(response.status).toBe(503);
    expect(await countedBytes(user.id)).toEqual({ counted: 0, summed: 0 });
    expect(await collections().images.countDocuments({ owner_id: user.id })).toBe(0);
    expect(await runTasks(later(6))).toEqual([]);
    expect(await atCloudinary(user.id)).toEqual([]);
  });

  it("a picture is deleted all the same, and forgotten there once it is back", async () => {
    const { user, cookie } = await aPerson();
    const { public_id } = await upload(cookie, await aPicture());
    await fault({ path: "/cloudinary/v1_1/emulator/image/destroy", kind: "status", status: 500 });
    expect((await remove(public_id, cookie)).status).toBe(204);
    expect(await runTasks()).toEqual([expect.objectContaining({ message: expect.stringContaining("Cloudinary, destroy") as string })]);
    expect(await atCloudinary(user.id)).toEqual([public_id]);
    expect(await runTasks()).toEqual([]);
    expect(await atCloudinary(user.id)).toEqual([]);
  });

  it("a replacement that it refuses leaves the old picture, and the next try is free at once", async () => {
    const { user, cookie } = await aPerson();
    const first = await upload(cookie, await aPicture());
    await fault({ path: uploads, kind: "status", status: 500 });
    expect((await replace(first.public_id, cookie, await aNoisyPicture("jpeg"))).status).toBe(503);
    expect(await sharp(await shownBytes(first)).metadata()).toMatchObject({ width: 320, height: 240 });
    expect((await replace(first.public_id, cookie, await aPicture("png", { width: 99, height: 99 }))).status).toBe(200);
    expect(await runTasks(later(11))).toEqual([]);
    const { counted, summed } = await countedBytes(user.id);
    expect(counted).toBe(summed);
    expect(await row(first.public_id)).toMatchObject({ width: 99 });
  });

  it("a replacement that it took without an answer is found out later", async () => {
    const { user, cookie } = await aPerson();
    const first = await upload(cookie, await aPicture());
    await fault({ path: uploads, kind: "drop_after" });
    expect((await replace(first.public_id, cookie, await aNoisyPicture("png", { width: 90, height: 70 }))).status).toBe(503);
    expect(await row(first.public_id)).toMatchObject({ width: 320, version: 1, replacing: { reserved_bytes: expect.any(Number) as number } });
    expect(await runTasks(later(11))).toEqual([]);
    const after = await row(first.public_id);
    expect(after).toMatchObject({ width: 90, height: 70, format: "png", version: 2 });
    expect(after).not.toHaveProperty("replacing");
    expect(await countedBytes(user.id)).toEqual({ counted: after?.bytes, summed: after?.bytes });
  });
});

describe("a process that dies", () => {
  it.each(["mongodb", "cloudinary"] as const)("between the row and the end of an upload to %s leaves nothing for ever", async (provider) => {
    chooseStore(provider);
    const { user, cookie } = await aPerson();
    const { public_id } = await upload(cookie, await aPicture());
    // As the row is before the last write of an upload: at the provider already, and not known to be.
    await collections().images.updateOne({ public_id }, { $set: { status: "storing" } });
    expect((await show(public_id)).status).toBe(404);
    expect((await remove(public_id, cookie)).status).toBe(404);
    await runTasks(later(9));
    expect(await row(public_id)).not.toBeNull();
    await runTasks(later(11));
    await runTasks(later(30));
    expect(await row(public_id)).toBeNull();
    expect(await atCloudinary(user.id)).toEqual([]);
    expect(await countedBytes(user.id)).toEqual({ counted: 0, summed: 0 });
  });

  it("while it replaces a picture leaves the old one, and gives the room back", async () => {
    chooseStore("mongodb");
    const { user, cookie } = await aPerson();
    const { public_id, bytes } = await upload(cookie, await aPicture());
    const replacing = { token: "out_dead", reserved_bytes: 1_000, started_at: new Date() };
    await collections().images.updateOne({ public_id }, { $set: { replacing } });
    await collections().users.updateOne({ _id: user.id }, { $inc: { stored_bytes: 1_000 } });
    expect((await replace(public_id, cookie, await aPicture())).status).toBe(409);
    await collections().outbox.updateMany({ "task.public_id": public_id }, { $set: { status: "pending" } });
    await runTasks(later(11));
    expect(await countedBytes(user.id)).toEqual({ counted: bytes, summed: bytes });
    expect((await replace(public_id, cookie, await aPicture())).status).toBe(200);
  });
});
