import { describe, expect, it, vi } from "vitest";

const secrets = { RESEND_API_KEY: "re_very_secret", FROM_EMAIL: "hello@maestrohub.example", CLOUDINARY_CLOUD_NAME: "cloud", CLOUDINARY_API_KEY: "key_secret", CLOUDINARY_API_SECRET: "api_secret" };

/** The answer of a fresh process with this environment. */
async function ask(environment: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { GET } = await import("./route");
  const response = await GET();
  const { getClient } = await import("@/lib/db/client");
  await getClient().close();
  delete (globalThis as { maestrohub_mongo?: unknown }).maestrohub_mongo;
  vi.unstubAllEnvs();
  return { status: response.status, body: (await response.json()) as Record<string, { status: string }>, cache: response.headers.get("cache-control") };
}

describe("GET /api/health/integrations", () => {
  it("says what is set up, what is not, and that the database answers", async () => {
    const { status, body, cache } = await ask({ ...secrets, EMULATORS_URL: "" });
    expect(status).toBe(200);
    expect(cache).toBe("no-store");
    expect(body).toEqual({
      database: { status: "connected", latency_ms: expect.any(Number) },
      stripe: { status: "not_configured" },
      resend: { status: "configured" },
      cloudinary: { status: "configured" },
      mixpanel: { status: "not_configured" },
      sentry: { status: "not_configured" },
      newrelic: { status: "not_configured" },
    });
  });

  it("is 503 where the database is down, and says so within a few seconds", async () => {
    const started = Date.now();
    const { status, body } = await ask({ MONGO_URL: "mongodb://127.0.0.1:1/" });
    expect(status).toBe(503);
    expect(body.database).toEqual({ status: "unreachable" });
    expect(Date.now() - started).toBeLessThan(6_000);
  });

  it("never shows a key, a host or a version", async () => {
    const { body } = await ask(secrets);
    expect(JSON.stringify(body)).not.toMatch(/secret|127\.0\.0\.1|mongodb|maestrohub\.example|\d+\.\d+\.\d+/);
  });
});
