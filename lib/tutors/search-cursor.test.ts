import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./search-cursor";

const now = new Date("2026-11-24T12:00:00Z");
const cursor = { sort: "price", key: 6_500, id: "tutor_a", as_of: now.getTime() - 60_000 } as const;
const pack = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("a cursor is read as it was written", () => {
  expect(decodeCursor(encodeCursor(cursor), { sort: "price", now })).toEqual(cursor);
});

test.each([
  ["nothing", null, "price"],
  ["noise", "%%%", "price"],
  ["another sort's", encodeCursor(cursor), "best"],
  ["yesterday's", encodeCursor({ ...cursor, as_of: now.getTime() - 86_400_001 }), "price"],
  ["one from the future", encodeCursor({ ...cursor, as_of: now.getTime() + 1_000 }), "price"],
  ["one with an operator in the key", pack(["price", { $gt: 0 }, "tutor_a", now.getTime()]), "price"],
  ["one with an operator in the id", pack(["price", 1, { $ne: null }, now.getTime()]), "price"],
] as const)("%s begins the list anew", (_, text, sort) => {
  expect(decodeCursor(text, { sort, now })).toBeNull();
});
