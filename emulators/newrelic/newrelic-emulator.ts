import { z } from "zod";
import { readJson } from "../control.ts";
import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { selfSignedCertificate } from "./certificate.ts";
import { invoke } from "./collector.ts";
import { CollectorRefusal, faultAnswer, refusalAnswer } from "./errors.ts";
import { answerNerdGraph } from "./nerdgraph.ts";

const usual_harvest_ms = 5_000;

/**
 * New Relic's collector over https, since the agent speaks nothing else, and NerdGraph at /newrelic/graphql. An app asks
 * GET /newrelic/collector where to send to and whom to believe. Control: harvest {ms}, for agents that connect from then on.
 */
export function createNewRelicEmulator(context: EmulatorContext): Emulator {
  const certificate = selfSignedCertificate(new Date());
  const settings = { harvest_ms: usual_harvest_ms, address: "" };

  async function respond(request: EmulatorRequest): Promise<EmulatorResponse> {
    const path = request.url.pathname;
    if (path === "/newrelic/graphql") return answerNerdGraph(context, request);
    if (path === "/newrelic/collector") {
      const [host, port] = settings.address.split(":");
      return { status: 200, body: { host, port: Number(port), certificate: certificate.cert } };
    }
    if (path !== "/agent_listener/invoke_raw_method") return { status: 404, body: { error: { message: `There is no ${path} here.` } } };
    if (request.method !== "POST" && request.method !== "PUT") return { status: 405, headers: { allow: "POST" } };
    try {
      return { status: 200, body: invoke(context, settings, request) };
    } catch (error) {
      if (error instanceof CollectorRefusal) return refusalAnswer(error);
      throw error;
    }
  }

  return {
    name: "newrelic",
    handles: (pathname) => pathname.startsWith("/newrelic/") || pathname.startsWith("/agent_listener/"),
    respond,
    tls: { ...certificate, listening: (port) => void (settings.address = `127.0.0.1:${port}`) },
    faultResponse: faultAnswer,
    reset: () => void (settings.harvest_ms = usual_harvest_ms),
    async control(path, request) {
      if (path !== "harvest" || request.method !== "POST") return null;
      settings.harvest_ms = z.strictObject({ ms: z.int().min(100).max(60_000) }).parse(readJson(request.body)).ms;
      return { status: 200, body: { ms: settings.harvest_ms } };
    },
  };
}
