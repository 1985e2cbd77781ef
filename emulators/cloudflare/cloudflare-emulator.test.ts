import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startServer } from "../server.ts";
import type { RunningEmulators } from "../server.ts";
import { createCloudflareEmulator } from "./cloudflare-emulator.ts";
import { zone_id } from "./zone.ts";

let running: RunningEmulators;
beforeAll(async () => {
  running = await startServer({ port: 0, data: null, emulators: [createCloudflareEmulator] });
});
afterAll(() => running.close());
beforeEach(() => control("reset"));

const control = (path: string, body: object = {}) => fetch(`${running.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
const get = async (path: string, token = "emulator-token-of-forty-characters-0000") => {
  const answer = await fetch(`${running.url}/cloudflare/client/v4/${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, ...((await answer.json()) as { success: boolean; result: unknown; errors: { code: number; message: string }[] }) };
};

describe("Cloudflare's API", () => {
  it("knows the token, the zone by name and id, its settings and its rules", async () => {
    expect(await get("user/tokens/verify")).toMatchObject({ success: true, result: { status: "active" } });
    expect(await get("zones?name=maestrohub.example")).toMatchObject({ result: [{ id: zone_id, status: "active" }] });
    expect(await get("zones?name=other.example")).toMatchObject({ result: [] });
    expect(await get(`zones/${zone_id}/settings/ssl`)).toMatchObject({ result: { id: "ssl", value: "strict" } });
    expect(await get(`zones/${zone_id}/rulesets/phases/http_ratelimit/entrypoint`)).toMatchObject({ result: { rules: [{ action: "block" }] } });
  });

  it("is set otherwise by the control, until the reset", async () => {
    await control("cloudflare/zone", { settings: { ssl: "flexible" }, without_rules: ["http_ratelimit"] });
    expect(await get(`zones/${zone_id}/settings`)).toMatchObject({
      result: expect.arrayContaining([expect.objectContaining({ id: "ssl", value: "flexible" }), expect.objectContaining({ id: "brotli", value: "on" })]),
    });
    expect((await get(`zones/${zone_id}/rulesets/phases/http_ratelimit/entrypoint`)).status).toBe(404);
    await control("reset");
    expect(await get(`zones/${zone_id}/settings/ssl`)).toMatchObject({ result: { value: "strict" } });
    expect((await control("cloudflare/zone", { without_rules: ["everything"] })).status).toBe(400);
  });

  it("refuses a token that is none, another zone, and words a fault", async () => {
    expect(await get("user/tokens/verify", "short")).toMatchObject({ status: 400, success: false, errors: [{ code: 6003 }] });
    expect((await get(`zones/${"d".repeat(32)}`)).status).toBe(404);
    await control("faults", { emulator: "cloudflare", kind: "status", status: 429 });
    expect(await get("zones")).toMatchObject({ status: 429, success: false });
  });
});
