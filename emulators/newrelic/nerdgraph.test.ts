import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EmulatorContext } from "../emulator.ts";
import { startServer } from "../server.ts";
import type { RunningEmulators } from "../server.ts";
import { listDashboards } from "./dashboards.ts";
import { createNewRelicEmulator } from "./newrelic-emulator.ts";

let running: RunningEmulators;
let context: EmulatorContext;

beforeAll(async () => {
  running = await startServer({ port: 0, data: null, emulators: [(given) => createNewRelicEmulator((context = given))] });
});
afterAll(() => running.close());
beforeEach(() => fetch(`${running.url}/_control/reset`, { method: "POST", body: "{}" }));

const ask = async (query: string, variables: object = {}, key = "NRAK-ABC") => {
  const answer = await fetch(`${running.url}/newrelic/graphql`, { method: "POST", headers: { "api-key": key }, body: JSON.stringify({ query, variables }) });
  return { status: answer.status, body: (await answer.json()) as { data?: Record<string, never>; errors?: { message: string }[] } };
};
const create = `mutation ($dashboard: DashboardInput!) { dashboardCreate(accountId: 7, dashboard: $dashboard) { entityResult { guid name } errors { type description } } }`;
const widget = {
  title: "Errors",
  visualization: { id: "viz.line" },
  layout: { column: 1, row: 1, width: 6, height: 3 },
  rawConfiguration: { nrqlQueries: [{ accountIds: [7], query: "SELECT count(*) FROM Transaction" }] },
};
const dashboard = { name: "MaestroHub: API", permissions: "PUBLIC_READ_WRITE", pages: [{ name: "API", widgets: [widget] }] };

describe("NerdGraph", () => {
  it("makes a dashboard, finds it by name, shows it, changes it, removes it", async () => {
    await ask(create, { dashboard });
    const found = await ask(
      `{ actor { entitySearch(query: "name = 'MaestroHub: API' AND type IN ('DASHBOARD') AND accountId = 7") { count results { entities { guid name } } } } }`,
    );
    const [entity] = listDashboards(context);
    expect(found.body).toEqual({ data: { actor: { entitySearch: { count: 1, results: { entities: [{ guid: entity?.guid, name: "MaestroHub: API" }] } } } } });

    const update = `mutation ($guid: EntityGuid!, $dashboard: DashboardInput!) { dashboardUpdate(guid: $guid, dashboard: $dashboard) { entityResult { guid } errors { type } } }`;
    await ask(update, { guid: entity?.guid, dashboard: { ...dashboard, description: "Told anew" } });
    const shown = await ask(
      `query ($guid: EntityGuid!) { actor { entity(guid: $guid) { name ... on DashboardEntity { description pages { name widgets { title rawConfiguration } } } } } }`,
      { guid: entity?.guid },
    );
    expect(shown.body.data).toMatchObject({
      actor: { entity: { description: "Told anew", pages: [{ widgets: [{ title: "Errors", rawConfiguration: widget.rawConfiguration }] }] } },
    });
    expect(listDashboards(context)).toHaveLength(1);

    await ask(`mutation ($guid: EntityGuid!) { dashboardDelete(guid: $guid) { status } }`, { guid: entity?.guid });
    expect(listDashboards(context)).toEqual([]);
  });

  it("keeps two of one name apart, as New Relic does", async () => {
    await ask(create, { dashboard });
    await ask(create, { dashboard });
    expect(listDashboards(context)).toHaveLength(2);
  });

  it.each([
    ["no page", { pages: [] }, "needs a page"],
    ["a widget that is no chart", { pages: [{ name: "A", widgets: [{ ...widget, visualization: {} }] }] }, "visualization"],
    ["a widget beside the page", { pages: [{ name: "A", widgets: [{ ...widget, layout: { column: 10, width: 6 } }] }] }, "12 columns"],
    ["no NRQL", { pages: [{ name: "A", widgets: [{ ...widget, rawConfiguration: { nrqlQueries: [{ accountIds: [7], query: "hello" }] } }] }] }, "NRQL"],
  ])("takes no dashboard with %s, and says so in its answer", async (_title, change, words) => {
    const { body } = await ask(create, { dashboard: { ...dashboard, ...change } });
    expect(JSON.stringify(body.data)).toContain(words);
    expect(listDashboards(context)).toEqual([]);
  });

  it("knows no field that New Relic has not, and no term that it does not understand", async () => {
    expect((await ask("{ actor { dashboards { name } } }")).body.errors?.[0]?.message).toContain("dashboards");
    expect((await ask(create, { dashboard: { ...dashboard, titel: "x" } })).body.errors?.[0]?.message).toContain("titel");
    await ask(create, { dashboard });
    expect((await ask(`{ actor { entitySearch(query: "tags.a = 'b'") { count } } }`)).body.errors?.[0]?.message).toContain("does not understand");
  });

  it("asks for a user's key", async () => {
    expect((await ask("{ actor { user { id } } }", {}, "license")).status).toBe(401);
    expect((await ask("{ actor { user { email } } }")).body).toEqual({ data: { actor: { user: { email: "admin@maestrohub.example" } } } });
  });
});
