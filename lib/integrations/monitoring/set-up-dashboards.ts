import "server-only";
import { env } from "@/lib/config/env";
import { callProvider } from "../provider-call";
import { type Dashboard, dashboardsOf } from "./dashboards";

export interface DashboardOutcome {
  name: string;
  did: "created" | "updated";
  charts: number;
}

/** Creates the four dashboards, or sets them to what they are here: one is known by its name, so running this again leaves four. */
export async function setUpDashboards(appName: string): Promise<DashboardOutcome[]> {
  const outcomes: DashboardOutcome[] = [];
  for (const dashboard of dashboardsOf(appName)) outcomes.push(await save(dashboard));
  return outcomes;
}

async function save(dashboard: Dashboard): Promise<DashboardOutcome> {
  const { name, charts } = dashboard;
  const guid = await findGuid(name);
  const variables = { dashboard: toInput(dashboard) };
  const answer = guid
    ? await ask<{ dashboardUpdate: Saved }>(`mutation ($guid: EntityGuid!, $dashboard: DashboardInput!) { dashboardUpdate(guid: $guid, dashboard: $dashboard) { ${saved} } }`, { guid, ...variables })
    : await ask<{ dashboardCreate: Saved }>(`mutation ($account: Int!, $dashboard: DashboardInput!) { dashboardCreate(accountId: $account, dashboard: $dashboard) { ${saved} } }`, { account: account(), ...variables });
  const { errors } = "dashboardUpdate" in answer ? answer.dashboardUpdate : answer.dashboardCreate;
  if (errors?.length) throw new Error(`New Relic did not take "${name}": ${errors.map(({ description, type }) => description ?? type).join("; ")}`);
  return { name, did: guid ? "updated" : "created", charts: charts.length };
}

interface Saved {
  errors: { type: string; description: string | null }[] | null;
}

const saved = "entityResult { guid } errors { type description }";

async function findGuid(name: string): Promise<string | null> {
  const query = `name = '${name}' AND type IN ('DASHBOARD') AND accountId = ${account()}`;
  const found = await ask<{ actor: { entitySearch: { results: { entities: { guid: string; name: string }[] } } } }>(
    "query ($query: String) { actor { entitySearch(query: $query) { results { entities { guid name } } } } }",
    { query },
  );
  // The search is kind about names: only the same one is ours. Pages of a dashboard are called "name / page".
  return found.actor.entitySearch.results.entities.find((entity) => entity.name === name)?.guid ?? null;
}

function toInput({ name, description, charts }: Dashboard): object {
  let column = 1;
  let row = 1;
  const widgets = charts.map(({ title, kind, width, nrql }) => {
    if (column + width > 13) {
      column = 1;
      row += 3;
    }
    const layout = { column, row, width, height: 3 };
    column += width;
    return { title, visualization: { id: kind }, layout, rawConfiguration: { nrqlQueries: [{ accountIds: [account()], query: nrql }] } };
  });
  return { name, description, permissions: "PUBLIC_READ_WRITE", pages: [{ name: name.replace("MaestroHub: ", ""), widgets }] };
}

function account(): number {
  return settings().account_id;
}

function settings() {
  const config = env().newrelic_api;
  if (!config) throw new Error("Set NEW_RELIC_API_KEY (a user's key, NRAK-…) and NEW_RELIC_ACCOUNT_ID.");
  return config;
}

/** NerdGraph: https://docs.newrelic.com/docs/apis/nerdgraph/examples/nerdgraph-dashboards/. What is wrong stands in `errors` of an answer 200. */
async function ask<T>(query: string, variables: object): Promise<T> {
  const { api_url, user_key } = settings();
  return callProvider({ provider: "newrelic", operation: /(dashboard\w+|entitySearch)/.exec(query)?.[0] ?? "query" }, async () => {
    const headers = { "content-type": "application/json", "api-key": user_key };
    const response = await fetch(api_url, { method: "POST", headers, body: JSON.stringify({ query, variables }), signal: AbortSignal.timeout(20_000) });
    const answer = (await response.json().catch(() => null)) as { data?: T; errors?: { message: string }[] } | null;
    const problem = answer?.errors?.[0]?.message;
    if (!response.ok || problem || !answer?.data) {
      const mending = response.status === 401 ? "NEW_RELIC_API_KEY is not accepted: it must be a user's key of this account's region" : (problem ?? `New Relic answered ${response.status}`);
      throw Object.assign(new Error(mending), { status: response.status });
    }
    return answer.data;
  });
}
