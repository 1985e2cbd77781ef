import { readIntegrationsHealth } from "@/lib/integrations/health";

/** Without session, rate or database behind it, so that it answers when those do not. */
export async function GET(): Promise<Response> {
  const health = await readIntegrationsHealth();
  const status = health.database.status === "connected" ? 200 : 503;
  return Response.json(health, { status, headers: { "cache-control": "no-store" } });
}
