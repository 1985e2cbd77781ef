import { describe, expect, it } from "vitest";
import { findRefusal } from "./check-file";

const file = (start: string | number[], size = 64) => {
  const bytes = new Uint8Array(size);
  bytes.set(typeof start === "string" ? [...start].map((character) => character.charCodeAt(0)) : start);
  return new Blob([bytes]);
};
const jpeg = [0xff, 0xd8, 0xff, 0xe0];
const megabyte = 1024 * 1024;

describe("a picture", () => {
  it.each<[string, Blob]>([
    ["is a JPEG", file(jpeg)],
    ["is a PNG", file("\x89PNG\r\n\x1a\n")],
    ["is a WebP", file("RIFF\x10\0\0\0WEBPVP8 ")],
    ["has just 5 MB", file(jpeg, 5 * megabyte)],
  ])("that %s is sent", async (_title, picture) => {
    expect(await findRefusal(picture, "picture")).toBeNull();
  });

  it.each<[string, Blob, string]>([
    ["a PDF", file("%PDF-1.7"), "This is a PDF document. Choose a JPEG, PNG or WebP picture."],
    ["a GIF", file("GIF89a"), "This is a GIF. Choose a JPEG, PNG or WebP picture."],
    ["an HEIC photo", file("\0\0\0\x18ftypheic"), "This is an HEIC photo, as iPhones take them. Choose a JPEG, PNG or WebP picture."],
    ["another HEIC photo", file("\0\0\0\x18ftypmif1"), "This is an HEIC photo, as iPhones take them. Choose a JPEG, PNG or WebP picture."],
    ["an AVIF picture", file("\0\0\0\x1cftypavif"), "This is an AVIF picture. Choose a JPEG, PNG or WebP picture."],
    ["a web page", file("<!doctype html>"), "This is no picture that we can read. Choose a JPEG, PNG or WebP picture."],
    ["a drawing in SVG", file("<svg xmlns='"), "This is no picture that we can read. Choose a JPEG, PNG or WebP picture."],
    ["another file of the frame of WebP", file("RIFF\x10\0\0\0WAVEfmt "), "This is no picture that we can read. Choose a JPEG, PNG or WebP picture."],
    ["an empty file", new Blob([]), "The file is empty."],
    ["one of a byte too many", file(jpeg, 5 * megabyte + 1), "The picture has 5.1 MB. Choose one of at most 5 MB."],
    ["one of 12 MB", file(jpeg, 12 * megabyte), "The picture has 12 MB. Choose one of at most 5 MB."],
  ])("that is %s is not sent", async (_title, picture, sentence) => {
    expect(await findRefusal(picture, "picture")).toBe(sentence);
  });

  it("is known by its bytes and not by its name", async () => {
    expect(await findRefusal(new File(["<script>"], "me.jpg", { type: "image/jpeg" }), "picture")).toMatch(/^This is no picture/);
  });

  it("that has gone from the disk meanwhile is asked for again", async () => {
    const gone = { size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException("gone", "NotReadableError")) }) };
    expect(await findRefusal(gone as unknown as Blob, "picture")).toBe("The file cannot be read. Choose it again.");
  });
});

describe("a document", () => {
  it("is a PDF of at most 10 MB", async () => {
    expect(await findRefusal(file("%PDF-1.7", 10 * megabyte), "document")).toBeNull();
    expect(await findRefusal(file("%PDF-1.7", 10 * megabyte + 1), "document")).toBe("The document has 10.1 MB. Choose one of at most 10 MB.");
    expect(await findRefusal(file(jpeg), "document")).toBe("This is no PDF. Save the document as a PDF and choose that.");
  });
});
