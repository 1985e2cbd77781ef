import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureMongo } from "./ensure-running.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "mongo-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("callers at once share one server, and only the one that started it stops it", async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => ensureMongo({ data_dir: folder })));
  const urls = new Set(all.map(({ url }) => url));
  expect(urls.size).toBe(1);
  const [url = ""] = urls;
  const client = await MongoClient.connect(url, { serverSelectionTimeoutMS: 3000 });
  expect(await client.db("admin").command({ ping: 1 })).toMatchObject({ ok: 1 });
  await client.close();
  for (const one of all) await one.stop();
  expect(existsSync(path.join(folder, "server.json"))).toBe(false);
});

test("a lock and a notice that a killed process left behind do not stand in the way", async () => {
  const gone = spawn(process.execPath, ["-e", ""]);
  await once(gone, "exit");
  writeFileSync(path.join(folder, "starting.lock"), String(gone.pid));
  writeFileSync(path.join(folder, "server.json"), JSON.stringify({ pid: gone.pid, url: "mongodb://127.0.0.1:1/?x" }));
  const running = await ensureMongo({ data_dir: folder, port: 0 });
  expect(running.url).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\//);
  await running.stop();
});

test("a server whose starter was killed ends by itself", async () => {
  const script = `import(${JSON.stringify(path.join(import.meta.dirname, "ensure-running.ts"))}).then(({ ensureMongo }) => ensureMongo({ data_dir: ${JSON.stringify(folder)} })).then(() => process.kill(process.pid, "SIGKILL"))`;
  await once(spawn(process.execPath, ["-e", script], { stdio: "ignore" }), "exit");
  expect(existsSync(path.join(folder, "server.json"))).toBe(true);
  await expect.poll(() => existsSync(path.join(folder, "server.json")), { timeout: 8000 }).toBe(false);
});
