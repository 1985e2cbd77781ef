import { describe, expect, it } from "vitest";
import { drawnSize } from "./crop-picture";
import { fileSize } from "./file-size";
import { moved } from "./move-picture";
import { findSizeRefusal } from "./open-picture";

describe("the part of a picture that is chosen", () => {
  it.each([
    [{ width: 640, height: 480 }, { width: 640, height: 480 }],
    [{ width: 2_000, height: 1_500 }, { width: 2_000, height: 1_500 }],
    [{ width: 4_000, height: 3_000 }, { width: 2_000, height: 1_500 }],
    [{ width: 3_000, height: 8_000 }, { width: 750, height: 2_000 }],
    [{ width: 8_000, height: 1 }, { width: 2_000, height: 1 }],
  ])("of %o is drawn with %o: smaller where it is too large, never larger", (area, size) => {
    expect(drawnSize(area)).toEqual(size);
  });
});

describe("a picture's size", () => {
  it.each([
    [{ width: 0, height: 0 }, "The picture is damaged and cannot be opened. Save it again and choose that."],
    [{ width: 99, height: 500 }, "The picture has 99 × 500 pixels. Choose one with at least 100 on each side."],
    [{ width: 100, height: 100 }, null],
    [{ width: 8_000, height: 3_125 }, null],
    [{ width: 8_001, height: 200 }, "The picture has 8,001 × 200 pixels. Choose one with at most 8,000 on a side."],
    [{ width: 6_000, height: 5_000 }, "The picture has 6,000 × 5,000 pixels. Choose one with at most 25 million in all."],
  ])("%o is told", (size, sentence) => {
    expect(findSizeRefusal(size)).toBe(sentence);
  });
});

describe("a moved picture", () => {
  it.each([
    [0, 1, "bac"],
    [2, 0, "cab"],
    [0, 2, "bca"],
    [1, 1, "abc"],
    [0, -1, "abc"],
    [2, 3, "abc"],
  ])("from place %i to place %i makes %s", (from, to, order) => {
    expect(moved([..."abc"], from, to).join("")).toBe(order);
  });
});

describe("the size of a file", () => {
  it.each([
    [1, "1 KB"],
    [860_000, "840 KB"],
    [2_500_000, "2.4 MB"],
  ])("of %i bytes reads %s", (bytes, words) => {
    expect(fileSize(bytes)).toBe(words);
  });
});
