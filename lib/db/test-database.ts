import { afterAll, beforeAll } from "vitest";
import { getClient, getDb } from "./client";
import { prepareDatabase } from "./start-up";

/**
 * Gives the calling test file a database of its own, with every collection and index, and drops it afterwards. Each file
 * is a process, so the name is free of others.
 */
export function setUpTestDatabase(): void {
  process.env.DB_NAME = `test_${process.pid}_${Date.now().toString(36)}`;
  beforeAll(() => prepareDatabase(new Date(0)));
  afterAll(async () => {
    await getDb().dropDatabase();
    await getClient().close();
  });
}
