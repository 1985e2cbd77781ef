import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { answerApi } from "./api.ts";
import { faultAnswer, refusalAnswer, SentryRefusal } from "./errors.ts";
import { takeEnvelope } from "./ingest.ts";

/**
 * Sentry under /sentry: its ingestion at /sentry/api/{project}/envelope/, where the SDKs send to by the DSN of `dsnOf`, and
 * its web API at /sentry/api/0. Nothing is grouped into issues and no alert fires: errors are kept as they came.
 */
export function createSentryEmulator(context: EmulatorContext): Emulator {
  function answer(request: EmulatorRequest): EmulatorResponse {
    const path = request.url.pathname.slice("/sentry/api/".length);
    if (path.startsWith("0/")) return answerApi(context, request, path.slice(2));
    const project_id = /^(\w+)\/envelope\/$/.exec(path)?.[1];
    if (!project_id) throw new SentryRefusal(404, "There are /sentry/api/{project}/envelope/ and /sentry/api/0/.");
    if (request.method === "OPTIONS") return { status: 200, headers: corsHeaders };
    if (request.method !== "POST") throw new SentryRefusal(405, "method not allowed");
    return { status: 200, headers: corsHeaders, body: takeEnvelope(context, request, project_id) };
  }

  return {
    name: "sentry",
    handles: (pathname) => pathname.startsWith("/sentry/"),
    async respond(request) {
      try {
        return answer(request);
      } catch (error) {
        if (error instanceof SentryRefusal) {
          const refusal = refusalAnswer(error);
          return { ...refusal, headers: { ...refusal.headers, ...corsHeaders } };
        }
        throw error;
      }
    },
    faultResponse: faultAnswer,
    reset: () => undefined,
  };
}

const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST, OPTIONS",
  "access-control-allow-headers": "x-sentry-auth, content-type, content-encoding",
  "access-control-expose-headers": "x-sentry-error, x-sentry-rate-limits, retry-after",
};
