import type { Instrumentation } from "next";

/** Runs once in each server process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("@/lib/start-server");
  await startServer();
}

/** What breaks while a page is rendered. Routes report their own (lib/http/route.ts). */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs" || context.routeType === "route") return;
  const { reportPageError } = await import("@/lib/integrations/monitoring/report-page-error");
  await reportPageError(error, { method: request.method, headers: request.headers, route_path: context.routePath });
};
