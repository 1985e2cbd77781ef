import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { request as httpsRequest } from "node:https";
import { fileURLToPath } from "node:url";
import { deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EmulatorContext } from "../emulator.ts";
import { listReceived } from "../received.ts";
import { startServer } from "../server.ts";
import type { RunningEmulators } from "../server.ts";
import { selfSignedCertificate } from "./certificate.ts";
import { listRuns } from "./collector.ts";
import { createNewRelicEmulator } from "./newrelic-emulator.ts";
import { listAgentEvents, listErrorTraces, listMetrics } from "./records.ts";

interface Collector {
  host: string;
  port: number;
  certificate: string;
}

let running: RunningEmulators;
let context: EmulatorContext;
let collector: Collector;

beforeAll(async () => {
  running = await startServer({ port: 0, data: null, emulators: [(given) => createNewRelicEmulator((context = given))] });
  collector = (await (await fetch(`${running.url}/newrelic/collector`)).json()) as Collector;
});
afterAll(() => running.close());
beforeEach(() => fetch(`${running.url}/_control/reset`, { method: "POST", body: "{}" }));

const license_key = "n".repeat(40);

describe("the certificate", () => {
  it("vouches for itself, for this machine, now and for a month", () => {
    const now = new Date("2027-02-28T23:30:00Z");
    const certificate = new X509Certificate(selfSignedCertificate(now).cert);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect([certificate.checkIP("127.0.0.1"), certificate.checkHost("localhost"), certificate.checkHost("example.com")]).toEqual([
      "127.0.0.1",
      "localhost",
      undefined,
    ]);
    expect(certificate.ca).toBe(true);
    expect([certificate.validFromDate, certificate.validToDate]).toEqual([new Date("2027-02-27T23:30:00Z"), new Date("2027-03-30T23:30:00Z")]);
  });

  it("is another one each time", () => {
    const [one, other] = [1, 2].map(() => new X509Certificate(selfSignedCertificate(new Date()).cert));
    expect(one?.serialNumber).not.toBe(other?.serialNumber);
    expect(other?.verify(one!.publicKey)).toBe(false);
  });
});

describe("the real agent", () => {
  it("hands over transactions by name, errors, events and metrics, over https", { timeout: 60_000 }, async () => {
    const ended = await runAgent({ NEW_RELIC_LICENSE_KEY: license_key });
    expect(ended).toEqual({ code: 0, output: "" });

    expect(listRuns(context)).toMatchObject([
      { app_name: "MaestroHub of a test", agent_version: expect.stringMatching(/^14\./), ended_at: expect.any(String) },
    ]);
    expect(
      listAgentEvents(context, "transactions")
        .map(({ intrinsics }) => [intrinsics.type, intrinsics.name, intrinsics.error])
        .sort(),
    ).toEqual([
      ["Transaction", "WebTransaction/Custom/GET /coaches/[slug]", false],
      ["Transaction", "WebTransaction/Custom/GET /coaches/[slug]", true],
    ]);
    // The agent adds an error of its own for the answer 500.
    expect(listErrorTraces(context).filter(({ class: kind }) => kind === "TypeError")).toMatchObject([
      {
        class: "TypeError",
        message: "no such coach",
        transaction: "WebTransaction/Custom/GET /coaches/[slug]",
        user: { area: "pages" },
        stack: expect.arrayContaining([expect.stringContaining("agent-for-test")]),
      },
    ]);
    expect(listAgentEvents(context, "error_events").filter(({ user }) => user.area)).toMatchObject([
      { intrinsics: { "error.class": "TypeError" }, user: { area: "pages" } },
    ]);
    expect(listAgentEvents(context, "custom_events")).toMatchObject([{ intrinsics: { type: "BookingCreated" }, user: { category: "academics", price: 6500 } }]);
    expect(listMetrics(context).find(({ name }) => name === "Custom/Booking/AverageValue")).toMatchObject({ scope: "", count: 1, total: 65 });
    expect(listAgentEvents(context, "spans").length).toBeGreaterThan(0);
    expect(listReceived(context).map(({ path }) => path)).toEqual(expect.arrayContaining(["preconnect", "connect", "metric_data", "shutdown"]));
  });
});

describe("the collector", () => {
  it("takes gzip, deflate and neither, and sums the same metric up", async () => {
    const run = await connect();
    const slice = JSON.stringify([
      run,
      1,
      2,
      [
        [{ name: "Custom/A" }, [2, 6, 6, 2, 4, 20]],
        [{ name: "Custom/A", scope: "WebTransaction/B" }, [1, 1, 1, 1, 1, 1]],
      ],
    ]);
    await call("metric_data", slice, { run });
    await call("metric_data", gzipSync(slice), { run, encoding: "gzip" });
    await call("metric_data", deflateSync(slice), { run, encoding: "deflate" });
    expect(listMetrics(context)).toEqual([
      expect.objectContaining({ name: "Custom/A", scope: "", count: 6, total: 18, min: 2, max: 4 }),
      expect.objectContaining({ scope: "WebTransaction/B", count: 3 }),
    ]);
  });

  it("tells an agent where to send, and how often as the control says", async () => {
    expect(await call("preconnect", "[{}]")).toMatchObject({ body: { return_value: { redirect_host: `127.0.0.1:${collector.port}` } } });
    await fetch(`${running.url}/_control/newrelic/harvest`, { method: "POST", body: JSON.stringify({ ms: 500 }) });
    const connected = await call("connect", JSON.stringify([{ app_name: ["A"], agent_version: "1", pid: 1 }]));
    expect(connected.body).toMatchObject({ return_value: { event_harvest_config: { report_period_ms: 500 } } });
  });

  it.each([
    ["a license key that is none", "connect", "[{}]", { license: "short" }, 401],
    ["a method that is none", "everything", "[]", {}, 404],
    ["a run of before", "metric_data", "[]", { run: "gone" }, 409],
    ["no JSON", "preconnect", "{", {}, 400],
    ["an unknown packing", "preconnect", "[]", { encoding: "lzma" }, 415],
  ])("refuses %s", async (_title, method, body, options, status) => {
    expect((await call(method, body, options)).status).toBe(status);
  });

  it("words a fault for the agent", async () => {
    await fetch(`${running.url}/_control/faults`, { method: "POST", body: JSON.stringify({ emulator: "newrelic", kind: "status", status: 410 }) });
    expect(await call("preconnect", "[]")).toMatchObject({ status: 410, body: { exception: { error_type: "NewRelic::Agent::ForceDisconnectException" } } });
  });
});

async function connect(): Promise<string> {
  const { body } = await call("connect", JSON.stringify([{ app_name: ["A"], agent_version: "1", pid: 1 }]));
  return (body as { return_value: { agent_run_id: string } }).return_value.agent_run_id;
}

function call(
  method: string,
  body: string | Buffer,
  { license = license_key, run, encoding = "identity" }: { license?: string; run?: string; encoding?: string } = {},
) {
  const query = new URLSearchParams({ method, license_key: license, protocol_version: "17", marshal_format: "json", ...(run && { run_id: run }) });
  const options = {
    method: "POST",
    host: collector.host,
    port: collector.port,
    ca: collector.certificate,
    path: `/agent_listener/invoke_raw_method?${query}`,
    headers: { host: "127.0.0.1", "content-encoding": encoding },
  };
  return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    const sent = httpsRequest({ ...options, agent: false }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as unknown }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function runAgent(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const program = fileURLToPath(new URL("agent-for-test.ts", import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      NEW_RELIC_NO_CONFIG_FILE: "true",
      NEW_RELIC_APP_NAME: "MaestroHub of a test",
      NEW_RELIC_HOST: collector.host,
      NEW_RELIC_PORT: String(collector.port),
      NEW_RELIC_CERTIFICATES: collector.certificate,
      NEW_RELIC_LOG_ENABLED: "false",
      ...Object.fromEntries(["AWS", "AZURE", "GCP", "PCF", "DOCKER", "KUBERNETES"].map((cloud) => [`NEW_RELIC_UTILIZATION_DETECT_${cloud}`, "false"])),
      ...env,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once("exit", (code) => resolve({ code, output })));
}
