import { expect, it } from "vitest";
import { collections } from "@/lib/db/collections";
import { getDb } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { type Holding, notWrittenYet, personalData } from "./personal-data";

setUpTestDatabase();

const table: Record<string, Holding> = personalData;

it("every collection says what exporting and deleting an account do with it", async () => {
  const present = (await getDb().listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  expect(Object.keys(table).sort()).toEqual(present.sort());
});

it.each(Object.keys(collections()))("%s is written, so it cannot be left for later", (name) => {
  expect(table[name]).not.toBe(notWrittenYet);
});

it("what is not exported, or stays, has its reason", () => {
  for (const [name, holding] of Object.entries(table)) {
    const reasons = "nothing_of_a_person" in holding ? [holding.nothing_of_a_person] : [holding.export, holding.erase].flatMap((part) => (typeof part === "function" ? [] : Object.values(part)));
    for (const reason of reasons) expect(reason.length, name).toBeGreaterThan(10);
  }
});
