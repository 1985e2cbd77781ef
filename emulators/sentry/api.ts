import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { createRule, issueAlerts, listRules, metricAlerts, removeRule, replaceRule, requireRule } from "./alerts.ts";
import { SentryRefusal } from "./errors.ts";
import { findSentryEvent } from "./ingest.ts";
import { integrationViews, keyViews, projectView, requireOrganization, requireProjectSlug } from "./project.ts";

/** Sentry's web API under /api/0: what setting up alerts and looking after them needs. Every path ends in a slash, as there. */
export function answerApi(context: EmulatorContext, request: EmulatorRequest, path: string): EmulatorResponse {
  requireToken(request);
  for (const [pattern, handle] of routes) {
    const match = pattern.exec(`${request.method} ${path}`);
    if (match) return handle({ context, request, parts: match.slice(1).map(decodeURIComponent) });
  }
  throw new SentryRefusal(404, "The requested resource does not exist");
}

interface Call {
  context: EmulatorContext;
  request: EmulatorRequest;
  parts: string[];
}

const ok = (body: object, status = 200): EmulatorResponse => ({ status, body });

const routes: [RegExp, (call: Call) => EmulatorResponse][] = [
  [
    /^GET organizations\/([^/]+)\/integrations\/$/,
    ({ request, parts: [organization = ""] }) => {
      requireOrganization(organization);
      return ok(integrationViews(request.url.searchParams.get("providerKey") ?? request.url.searchParams.get("provider_key")));
    },
  ],
  [/^GET projects\/([^/]+)\/([^/]+)\/$/, (call) => (inProject(call), ok(projectView()))],
  [/^GET projects\/([^/]+)\/([^/]+)\/keys\/$/, (call) => (inProject(call), ok(keyViews(call.context)))],
  [
    /^GET projects\/([^/]+)\/([^/]+)\/events\/([^/]+)\/$/,
    (call) => {
      inProject(call);
      const event = findSentryEvent(call.context, call.parts[2] ?? "");
      if (!event) throw new SentryRefusal(404, "Event not found");
      return ok({ id: event.id, eventID: event.id, dateReceived: event.received_at, ...event.payload });
    },
  ],
  [/^GET projects\/([^/]+)\/([^/]+)\/rules\/$/, (call) => (inProject(call), ok(listRules(call.context, issueAlerts)))],
  [/^POST projects\/([^/]+)\/([^/]+)\/rules\/$/, (call) => (inProject(call), ok(createRule(call.context, issueAlerts, bodyOf(call.request)), 201))],
  [/^GET projects\/([^/]+)\/([^/]+)\/rules\/(\d+)\/$/, (call) => (inProject(call), ok(requireRule(call.context, issueAlerts.kind, call.parts[2] ?? "")))],
  [
    /^PUT projects\/([^/]+)\/([^/]+)\/rules\/(\d+)\/$/,
    (call) => (inProject(call), ok(replaceRule(call.context, issueAlerts, call.parts[2] ?? "", bodyOf(call.request)))),
  ],
  [
    /^DELETE projects\/([^/]+)\/([^/]+)\/rules\/(\d+)\/$/,
    (call) => (inProject(call), removeRule(call.context, issueAlerts, call.parts[2] ?? ""), { status: 202 }),
  ],
  [/^GET organizations\/([^/]+)\/alert-rules\/$/, (call) => (inOrganization(call), ok(listRules(call.context, metricAlerts)))],
  [/^POST organizations\/([^/]+)\/alert-rules\/$/, (call) => (inOrganization(call), ok(createRule(call.context, metricAlerts, bodyOf(call.request)), 201))],
  [
    /^GET organizations\/([^/]+)\/alert-rules\/(\d+)\/$/,
    (call) => (inOrganization(call), ok(requireRule(call.context, metricAlerts.kind, call.parts[1] ?? ""))),
  ],
  [
    /^PUT organizations\/([^/]+)\/alert-rules\/(\d+)\/$/,
    (call) => (inOrganization(call), ok(replaceRule(call.context, metricAlerts, call.parts[1] ?? "", bodyOf(call.request)))),
  ],
  [
    /^DELETE organizations\/([^/]+)\/alert-rules\/(\d+)\/$/,
    (call) => (inOrganization(call), removeRule(call.context, metricAlerts, call.parts[1] ?? ""), { status: 204 }),
  ],
];

function inProject({ parts: [organization = "", project = ""] }: Call): void {
  requireProjectSlug(organization, project);
}

function inOrganization({ parts: [organization = ""] }: Call): void {
  requireOrganization(organization);
}

/** Tokens of an organisation begin with sntrys_, those of a person with sntryu_. */
function requireToken({ headers }: EmulatorRequest): void {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
  if (!token) throw new SentryRefusal(401, "Authentication credentials were not provided.");
  if (!/^sntry[su]_\w+/.test(token)) throw new SentryRefusal(401, "Invalid token");
}

function bodyOf({ body }: EmulatorRequest): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new SentryRefusal(400, "JSON parse error");
  }
}
