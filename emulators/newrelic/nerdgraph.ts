import { graphql } from "graphql";
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { createDashboard, deleteDashboard, findDashboard, listDashboards, updateDashboard } from "./dashboards.ts";
import type { DashboardInput } from "./dashboards.ts";
import { nerdGraphSchema } from "./nerdgraph-schema.ts";

/** NerdGraph, New Relic's GraphQL: POST /newrelic/graphql with a user's key. */
export async function answerNerdGraph(context: EmulatorContext, request: EmulatorRequest): Promise<EmulatorResponse> {
  if (request.method !== "POST") return { status: 405, headers: { allow: "POST" } };
  if (!/^NRAK-\w+$/.test(request.headers["api-key"] ?? ""))
    return { status: 401, body: { errors: [{ message: "Invalid API key", extensions: { code: "BAD_API_KEY" } }] } };
  const call = readCall(request.body);
  if (!call) return { status: 400, body: { errors: [{ message: "The body is to be JSON with a query." }] } };
  const result = await graphql({ schema: nerdGraphSchema, source: call.query, rootValue: root(context), variableValues: call.variables });
  return { status: 200, body: JSON.parse(JSON.stringify(result)) as object };
}

function root(context: EmulatorContext): object {
  return {
    actor: {
      user: { id: 1, email: "admin@maestrohub.example" },
      account: ({ id }: { id: number }) => ({ id, name: "Emulator" }),
      entity: ({ guid }: { guid: string }) => typed("DashboardEntity", findDashboard(context, guid)),
      entitySearch: ({ query }: { query: string | null }) => search(context, query ?? ""),
    },
    dashboardCreate: ({ accountId, dashboard }: { accountId: number; dashboard: DashboardInput }) => createDashboard(context, accountId, plain(dashboard)),
    dashboardUpdate: ({ guid, dashboard }: { guid: string; dashboard: DashboardInput }) => updateDashboard(context, guid, plain(dashboard)),
    dashboardDelete: ({ guid }: { guid: string }) => deleteDashboard(context, guid),
  };
}

/** Only what setting dashboards up asks: `name = '…'`, `name LIKE '…%'`, `type IN ('DASHBOARD')` and `accountId = n`, joined by AND. */
function search(context: EmulatorContext, query: string): object {
  const terms = query
    .split(/\s+AND\s+/i)
    .map((term) => term.trim())
    .filter((term) => term !== "");
  const entities = listDashboards(context).filter((dashboard) => terms.every((term) => fits(dashboard, term)));
  return { count: entities.length, query, results: { entities: entities.map((entity) => typed("DashboardEntityOutline", entity)), nextCursor: null } };
}

function fits({ name, accountId }: { name: string; accountId: number }, term: string): boolean {
  const exact = /^name\s*=\s*'(.*)'$/i.exec(term)?.[1];
  if (exact !== undefined) return name === exact;
  const start = /^name\s+LIKE\s+'(.*)%'$/i.exec(term)?.[1];
  if (start !== undefined) return name.toLowerCase().startsWith(start.toLowerCase());
  const account = /^accountId\s*=\s*'?(\d+)'?$/i.exec(term)?.[1];
  if (account !== undefined) return accountId === Number(account);
  if (/^type\s*(=\s*'DASHBOARD'|IN\s*\('DASHBOARD'\))$/i.test(term)) return true;
  throw new Error(`The emulator does not understand "${term}".`);
}

function typed(__typename: string, entity: object | null): object | null {
  return entity && { __typename, ...entity };
}

/** Inputs come without a prototype, which the store does not mind and comparisons do. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function readCall(body: Buffer): { query: string; variables: Record<string, unknown> } | null {
  try {
    const { query, variables } = JSON.parse(body.toString("utf8")) as { query?: unknown; variables?: Record<string, unknown> | null };
    return typeof query === "string" ? { query, variables: variables ?? {} } : null;
  } catch {
    return null;
  }
}
