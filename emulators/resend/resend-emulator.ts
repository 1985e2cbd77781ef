import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { readJson } from "../control.ts";
import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { createDomain, listDomains, removeDomain, retrieveDomain, setDomainStatus, verifyDomain } from "./domains.ts";
import { createBatch, createEmail, retrieveEmail } from "./emails.ts";
import type { StoredEmail } from "./emails.ts";
import { ResendRefusal, faultAnswer, refusalAnswer } from "./errors.ts";
import { decideFate, fateOf, meetFate } from "./fates.ts";
import { createIdempotency } from "./idempotency.ts";
import { createRateLimit } from "./rate-limit.ts";
import { createSuppression, listSuppressions, removeSuppression, retrieveSuppression } from "./suppressions.ts";
import { createMailWebhooks } from "./webhooks.ts";

/**
 * Resend's HTTP API under /resend, for the real SDK with `baseUrl` set to it. Mails go nowhere: they are kept for the
 * inspector and for tests. Controls under /_control/resend: rate_limit {per_second}, latency {ms}, domain {name, status},
 * fate {email_id, fate}, and those of the webhooks.
 */
export function createResendEmulator(context: EmulatorContext): Emulator {
  const rate = createRateLimit();
  const idempotency = createIdempotency(context);
  const webhooks = createMailWebhooks(context);
  const taken = (email: StoredEmail) => (email.scheduled_at ? undefined : meetFate(context, webhooks, email, fateOf(context, email.to)));
  let latency_ms = 0;
  // What an earlier run of the process still had to deliver.
  webhooks.run();

  async function answer(request: EmulatorRequest): Promise<EmulatorResponse> {
    const { is_exceeded, headers } = rate.count();
    try {
      authenticate(request);
      if (is_exceeded) throw new ResendRefusal("rate_limit_exceeded", "Too many requests. Please limit the number of requests per second. Or contact support to increase rate limit.");
      return { status: request.method === "POST" && isDomains(request) ? 201 : 200, headers, body: await route(request) };
    } catch (error) {
      if (!(error instanceof ResendRefusal)) throw error;
      return { ...refusalAnswer(error), headers };
    }
  }

  async function route(request: EmulatorRequest): Promise<object> {
    const [noun = "", id, verb] = segmentsOf(request);
    const call = `${request.method} /${[noun, ...(id ? [id === "batch" ? id : ":id"] : []), ...(verb ? [verb] : [])].join("/")}`;
    switch (call) {
      case "POST /emails":
        return idempotency.once(request, async () => {
          await wait();
          return createEmail(context, request, bodyOf(request), taken);
        });
      case "POST /emails/batch":
        return idempotency.once(request, async () => {
          await wait();
          return createBatch(context, request, bodyOf(request), taken);
        });
      case "GET /emails/:id":
        return retrieveEmail(context, id ?? "");
      case "GET /domains":
        return listDomains(context);
      case "POST /domains":
        return createDomain(context, bodyOf(request));
      case "GET /domains/:id":
        return retrieveDomain(context, id ?? "");
      case "POST /domains/:id/verify":
        return verifyDomain(context, id ?? "");
      case "DELETE /domains/:id":
        return removeDomain(context, id ?? "");
      case "GET /suppressions":
        return listSuppressions(context);
      case "POST /suppressions":
        return createSuppression(context, bodyOf(request));
      case "GET /suppressions/:id":
        return retrieveSuppression(context, decodeURIComponent(id ?? ""));
      case "DELETE /suppressions/:id":
        return removeSuppression(context, decodeURIComponent(id ?? ""));
      default:
        if (["emails", "domains", "suppressions"].includes(noun) && !verb) throw new ResendRefusal("method_not_allowed", "Method is not allowed for the requested path.");
        throw new ResendRefusal("not_found", "The requested endpoint does not exist.");
    }
  }

  /** Without any wait a request is over before another can find it under way. */
  const wait = async () => {
    if (latency_ms > 0) await sleep(latency_ms);
  };

  return {
    name: "resend",
    handles: (pathname) => pathname === "/resend" || pathname.startsWith("/resend/"),
    respond: answer,
    faultResponse: faultAnswer,
    reset() {
      rate.reset();
      idempotency.forget();
      webhooks.reset();
      latency_ms = 0;
    },
    clockMoved: webhooks.run,
    close: webhooks.stop,
    async control(path, request) {
      const answered = await webhooks.control(`${request.method} ${path}`, () => readJson(request.body));
      if (answered) return { status: 200, body: answered };
      if (request.method !== "POST") return null;
      const body = readJson(request.body);
      if (path === "fate") return { status: 200, body: decideFate(context, webhooks, body) };
      if (path === "domain") return { status: 200, body: setDomainStatus(context, body) };
      if (path === "rate_limit") {
        const { per_second } = z.strictObject({ per_second: z.int().min(0) }).parse(body);
        rate.set(per_second);
        return { status: 200, body: { per_second } };
      }
      if (path === "latency") {
        latency_ms = z.strictObject({ ms: z.int().min(0).max(60_000) }).parse(body).ms;
        return { status: 200, body: { ms: latency_ms } };
      }
      return null;
    },
  };
}

function authenticate({ headers }: EmulatorRequest): void {
  const key = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
  if (!key) throw new ResendRefusal("missing_api_key", "Missing API key in the authorization header.");
  if (!/^re_\w+$/.test(key)) throw new ResendRefusal("invalid_api_key", "API key is invalid.");
}

function segmentsOf({ url }: EmulatorRequest): string[] {
  return url.pathname.slice("/resend".length).split("/").filter(Boolean);
}

function isDomains(request: EmulatorRequest): boolean {
  const [noun, id] = segmentsOf(request);
  return noun === "domains" && !id;
}

function bodyOf({ body }: EmulatorRequest): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ResendRefusal("validation_error", "The request body is not JSON.", 400);
  }
}
