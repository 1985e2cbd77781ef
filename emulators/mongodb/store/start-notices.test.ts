import { expect, test } from "vitest";
import { startNotices } from "./start-notices.ts";

test.each([
  ["nothing", { documents: 0, bytes: 0 }, 0],
  ["just as much as it is meant for", { documents: 300_000, bytes: 300_000_000 }, 0],
  ["one document more", { documents: 300_001, bytes: 1_000 }, 1],
  ["one byte more", { documents: 10, bytes: 300_000_001 }, 1],
])("%s: %o", (_, size, sentences) => expect(startNotices({ size, hasLeftOut: false })).toHaveLength(sentences));

test("both may have to be said", () => {
  expect(startNotices({ size: { documents: 3, bytes: 2_000_001 }, hasLeftOut: true }, { documents: 2, bytes: 1_000_000 })).toEqual([
    "a write that a crash cut off has been left out: it had not reached the disk whole, so nobody had been told that it was done, and nothing acknowledged is lost",
    "the data are 3 documents of 3 MB, more than the 2 documents or 1 MB that this server, which keeps them in memory, is meant for: set MONGO_URL to a MongoDB replica set, such as MongoDB Atlas, for data of this size",
  ]);
});
