import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { findSecrets, readReceived, reportFindings } from "./find-secrets.ts";
import { startServices } from "./services.ts";
import { withoutProviders } from "./without-providers.ts";

/** Vitest's global setup: one database server (MONGO_URL, else the embedded one) and one set of emulators for all test files. */
export default async function setup(): Promise<() => Promise<void>> {
  const data_dir = await mkdtemp(`${tmpdir()}/maestrohub-test-`);
  // No app listens: what tests want of webhooks they fetch or send themselves.
  const services = await startServices({ data_dir, emulators_port: 0, webhook_url: "" });
  process.env.MONGO_URL = services.mongo_url;
  process.env.EMULATORS_URL = services.emulators_url;
  process.env.LOG_LEVEL = "silent";
  Object.assign(process.env, withoutProviders);
  return async () => {
    const findings = findSecrets(await readReceived(services.emulators_url));
    await services.stop();
    await rm(data_dir, { recursive: true, force: true });
    if (!reportFindings(findings)) throw new Error("what was reported during the tests had secrets in it");
  };
}
