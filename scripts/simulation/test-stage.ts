import { afterAll } from "vitest";
import { getDb } from "@/lib/db/client";
import { prepareDatabase } from "@/lib/db/start-up";
import { setUpTestDatabase } from "@/lib/db/test-database";
import type { Evidence } from "./evidence.ts";
import { play } from "./play.ts";
import { connectProviders, startEmulatedProviders } from "./providers.ts";
import type { Setup } from "./setup.ts";

/**
 * For tests: emulators of the test file's own, beside its own database. The file has to put the doubles of post-office.ts in
 * place itself, with vi.mock. Each play begins on an empty stage.
 */
export async function setUpStage(): Promise<(setup: Setup, sample_every?: number) => Promise<Evidence>> {
  const running = await startEmulatedProviders();
  process.env.EMULATORS_URL = running.url;
  setUpTestDatabase();
  let providers: Awaited<ReturnType<typeof connectProviders>> | null = null;
  afterAll(() => providers?.close());

  return async (setup, sample_every = 20) => {
    providers ??= await connectProviders(running);
    await running.control("POST", "reset");
    await getDb().dropDatabase();
    await prepareDatabase(setup.starts);
    return play(setup, { providers, sample_every });
  };
}
