import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cleanPicture } from "./clean-picture";
import { inspectPicture } from "./inspect-picture";
import { aBomb, aGif, aJpegWithComment, aNoisyPicture, anAnimatedWebp, anSvg, aPdf, aPhoto, aPicture, aWebPage, aZip, pngChunk, pngHeader } from "./test-files";

describe("a picture", () => {
  it.each(["jpeg", "png", "webp"] as const)("that is a %s is known by its bytes and size", async (format) => {
    expect(inspectPicture(await aPicture(format, { width: 321, height: 123 }))).toEqual({ format: format === "jpeg" ? "jpg" : format, width: 321, height: 123 });
  });

  it("is read in every kind of JPEG and WebP that programs write", async () => {
    const noise = await aNoisyPicture("png", { width: 200, height: 100 });
    const kinds = [
      sharp(noise).jpeg({ progressive: true }),
      sharp(noise).jpeg({ mozjpeg: true }),
      sharp(noise).grayscale().jpeg(),
      sharp(noise).toColourspace("cmyk").jpeg(),
      sharp(noise).webp({ lossless: true }),
      sharp(noise).ensureAlpha(0.5).webp(),
      sharp(noise).png({ progressive: true, palette: true }),
      sharp(noise).toColourspace("rgb16").png(),
    ];
    for (const kind of kinds) {
      const bytes = await kind.toBuffer();
      expect(inspectPicture(bytes)).toMatchObject({ width: 200, height: 100 });
      expect(await cleanPicture(bytes)).toMatchObject({ width: 200, height: 100 });
    }
  });

  it("may be as large as the limits, and not one pixel larger", async () => {
    const padded = async (width: number, height: number) => Buffer.concat([pngHeader(width, height), pngChunk("IDAT", Buffer.alloc(1)), pngChunk("IEND", Buffer.alloc(0))]);
    expect(inspectPicture(await padded(8_000, 3_125))).toMatchObject({ width: 8_000, height: 3_125 });
    for (const [width, height] of [[8_001, 1], [1, 8_001], [5_000, 5_001], [0, 10], [60_000, 60_000], [2 ** 32 - 1, 2 ** 32 - 1]] as const) {
      const bytes = await padded(width, height);
      expect(() => inspectPicture(bytes)).toThrow(/pixels|damaged/);
    }
  });

  it("of five megabytes is taken and of one byte more is not", async () => {
    const picture = await aPicture("jpeg");
    const limit = 5 * 1024 * 1024;
    expect(inspectPicture(Buffer.concat([picture, Buffer.alloc(limit - picture.length)]))).toMatchObject({ format: "jpg" });
    expect(() => inspectPicture(Buffer.concat([picture, Buffer.alloc(limit - picture.length + 1)]))).toThrow(/at most 5 MB/);
  });
});

describe("refused with a sentence", () => {
  const hostile: [string, () => Buffer | Promise<Buffer>, RegExp][] = [
    ["nothing", () => Buffer.alloc(0), /empty/],
    ["an SVG", () => anSvg, /an SVG drawing/],
    ["an SVG in UTF-16", () => Buffer.from(`\ufeff${anSvg.toString()}`, "utf16le"), /an SVG drawing/],
    ["a web page", () => aWebPage, /a web page/],
    ["a GIF", () => aGif, /a GIF/],
    ["a PDF", () => aPdf(), /a PDF document/],
    ["an archive", () => aZip(), /a ZIP archive/],
    ["an HEIC photo", () => Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), /an HEIC photo/],
    ["noise", () => Buffer.from(Array.from({ length: 100 }, (_, at) => (at * 37) % 256)), /no picture/],
    ["a GIF behind a JPEG's first bytes", () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), aGif]), /damaged/],
    ["a RIFF file that is no WebP", () => Buffer.from("RIFF\x24\0\0\0WAVEfmt \0\0\0\0\0\0\0\0\0\0\0\0\0\0", "latin1"), /no picture/],
    ["half a JPEG", async () => halfOf(await aNoisyPicture("jpeg")), /cut off/],
    ["half a PNG", async () => halfOf(await aNoisyPicture("png")), /cut off/],
    ["half a WebP", async () => halfOf(await sharp(await aNoisyPicture("png")).webp().toBuffer()), /cut off/],
    ["a moving WebP", anAnimatedWebp, /moves/],
    ["a moving PNG", async () => insertIntoPng(await aPicture("png"), pngChunk("acTL", Buffer.alloc(8))), /moves/],
    ["a JPEG and an archive", async () => Buffer.concat([await aPicture("jpeg"), aZip()]), /something else behind/],
    ["a PNG and an archive", async () => Buffer.concat([await aPicture("png"), aZip()]), /something else behind/],
    ["a WebP and a web page", async () => Buffer.concat([await aPicture("webp"), aWebPage]), /something else behind/],
    ["a JPEG and a JPEG and an archive", async () => Buffer.concat([await aPicture("jpeg"), await aPicture("jpeg"), aZip()]), /an archive hidden/],
    ["a JPEG with a web page in its comment", () => aJpegWithComment(aWebPage.toString()), /a web page hidden/],
    ["a JPEG with a program in its comment", () => aJpegWithComment("<?php system($_GET[0]);"), /a program hidden/],
    ["a JPEG with a PDF in its comment", () => aJpegWithComment(aPdf().toString("latin1")), /a PDF document hidden/],
    ["a PNG with a drawing in its text", async () => insertIntoPng(await aPicture("png"), pngChunk("tEXt", Buffer.from("Comment\0<SVG onload=alert(1)>"))), /a web page hidden/],
    ["a JPEG of two sizes", async () => twoFrames(await aPicture("jpeg")), /damaged/],
    ["a JPEG of more scans than anybody writes", async () => manyScans(await aPicture("jpeg")), /damaged/],
  ];
  it.each(hostile)("is %s", async (_title, make, sentence) => {
    const bytes = await make();
    expect(() => inspectPicture(bytes)).toThrow(sentence);
  });

  it("is a picture whose pixels do not decode", async () => {
    const broken = Buffer.concat([pngHeader(64, 64, 8), pngChunk("IDAT", Buffer.from("not deflated at all")), pngChunk("IEND", Buffer.alloc(0))]);
    expect(inspectPicture(broken)).toMatchObject({ width: 64 });
    await expect(cleanPicture(broken)).rejects.toThrow(/damaged/);
    const flipped = await aNoisyPicture("png");
    flipped.fill(0, 40_000, 40_040);
    await expect(cleanPicture(flipped)).rejects.toThrow(/damaged/);
  });

  it("is a bomb of 60,000 × 60,000 pixels, whole and valid, for less than 50 MB of memory", async () => {
    const bomb = await aBomb();
    expect(bomb.length).toBeLessThan(5 * 1024 * 1024);
    const header = Buffer.concat([pngHeader(60_000, 60_000, 8), pngChunk("IDAT", Buffer.alloc(100)), pngChunk("IEND", Buffer.alloc(0))]);
    for (const bytes of [bomb, header]) {
      const { sentence, grown_kb } = await inAnotherProcess(bytes);
      expect(sentence).toMatch(/60,000 × 60,000 pixels/);
      expect(grown_kb).toBeLessThan(50 * 1024);
    }
  });
});

describe("a phone's photo", () => {
  it("keeps its sight and loses its place, its author and its side", async () => {
    const photo = await aPhoto();
    const before = await sharp(photo).metadata();
    expect(before).toMatchObject({ orientation: 6, width: 120, height: 100 });
    expect(photo.includes("Priya Raman")).toBe(true);
    expect(before.exif?.length).toBeGreaterThan(100);

    const { bytes, ...facts } = await cleanPicture(photo);
    expect(facts).toEqual({ format: "jpg", resource_type: "image", width: 100, height: 120 });
    const after = await sharp(bytes).metadata();
    expect(after).not.toHaveProperty("exif");
    expect(after.orientation).toBeUndefined();
    for (const trace of ["Exif", "GPS", "Priya", "Kamera"]) expect(bytes.includes(trace)).toBe(false);
    // Turned clockwise: what was at the left is at the top.
    const [red = 0, , blue = 0] = await sharp(bytes).extract({ left: 50, top: 10, width: 1, height: 1 }).raw().toBuffer();
    expect(red).toBeGreaterThan(150);
    expect(blue).toBeLessThan(80);
  });

  it.each(["another JPEG", "a film", "Samsung's notes"])("with %s behind it is taken, and what was behind it is gone", async (what) => {
    const photo = await aPhoto();
    const rests: Record<string, Buffer> = {
      "another JPEG": await aPicture("jpeg"),
      "a film": Buffer.from("\0\0\0\x18ftypmp42 and the moving part", "latin1"),
      "Samsung's notes": Buffer.from("Image_UTC_Data1700000000000SEFHe\0\0\0\x18\0\0\0SEFT", "latin1"),
    };
    const rest = rests[what] ?? Buffer.alloc(0);
    const { bytes } = await cleanPicture(Buffer.concat([photo, rest]));
    if (what !== "another JPEG") expect(bytes.includes(rest.subarray(0, 24))).toBe(false);
    expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
    expect(bytes.lastIndexOf(Buffer.from([0xff, 0xd8, 0xff]))).toBe(0);
  });

  it("that would grow past the limit by being written anew is made smaller", async () => {
    const noise = await aNoisyPicture("jpeg", { width: 3_600, height: 3_600, quality: 50 });
    expect(noise.length).toBeLessThan(5 * 1024 * 1024);
    const { bytes, ...facts } = await cleanPicture(noise);
    expect(facts).toMatchObject({ format: "webp", width: 2_048, height: 2_048 });
    expect(bytes.length).toBeLessThan(5 * 1024 * 1024);
  });
});

/** A process of its own, whose highest memory is only of this. */
async function inAnotherProcess(bytes: Buffer): Promise<{ sentence: string; grown_kb: number }> {
  const directory = await mkdtemp(`${tmpdir()}/maestrohub-bomb-`);
  const file = `${directory}/bomb`;
  await writeFile(file, bytes);
  const { stdout } = await promisify(execFile)(process.execPath, ["node_modules/tsx/dist/cli.mjs", "--conditions=react-server", "lib/images/test-memory.ts", file]);
  await rm(directory, { recursive: true });
  return JSON.parse(stdout) as { sentence: string; grown_kb: number };
}

function halfOf(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

function insertIntoPng(png: Buffer, chunk: Buffer): Buffer {
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

function twoFrames(jpeg: Buffer): Buffer {
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const frame = jpeg.subarray(at, at + 2 + jpeg.readUInt16BE(at + 2));
  return Buffer.concat([jpeg.subarray(0, at), frame, jpeg.subarray(at)]);
}

function manyScans(jpeg: Buffer): Buffer {
  const at = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  return Buffer.concat([jpeg.subarray(0, -2), ...Array.from({ length: 101 }, () => jpeg.subarray(at, -2)), jpeg.subarray(-2)]);
}
