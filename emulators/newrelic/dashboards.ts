import { randomUUID } from "node:crypto";
import type { EmulatorContext } from "../emulator.ts";

const collection = "newrelic.dashboards";
const columns = 12;

export interface DashboardInput {
  name: string;
  description?: string;
  permissions: string;
  pages: { guid?: string; name: string; widgets?: WidgetInput[] }[];
}

interface WidgetInput {
  title?: string;
  visualization?: { id?: string };
  layout?: { column?: number; row?: number; width?: number; height?: number };
  rawConfiguration?: unknown;
}

export interface StoredDashboard extends DashboardInput {
  guid: string;
  accountId: number;
}

interface Outcome {
  entityResult: StoredDashboard | null;
  errors: { type: string; description: string }[] | null;
}

/** A second one of the same name is another dashboard, as there. */
export function createDashboard(context: EmulatorContext, accountId: number, dashboard: DashboardInput): Outcome {
  return save(context, { ...dashboard, accountId, guid: Buffer.from(`${accountId}|VIZ|DASHBOARD|${randomUUID()}`).toString("base64") });
}

export function updateDashboard(context: EmulatorContext, guid: string, dashboard: DashboardInput): Outcome {
  const before = findDashboard(context, guid);
  if (!before) return { entityResult: null, errors: [{ type: "INVALID_INPUT", description: `Dashboard not found: ${guid}` }] };
  return save(context, { ...dashboard, accountId: before.accountId, guid });
}

export function deleteDashboard(context: EmulatorContext, guid: string): object {
  if (!findDashboard(context, guid)) return { status: "FAILURE", errors: [{ type: "INVALID_INPUT", description: `Dashboard not found: ${guid}` }] };
  context.store.remove(collection, guid);
  return { status: "SUCCESS", errors: null };
}

export function findDashboard(context: EmulatorContext, guid: string): StoredDashboard | null {
  return context.store.get<StoredDashboard>(collection, guid);
}

export function listDashboards(context: EmulatorContext): StoredDashboard[] {
  return context.store.list<StoredDashboard>(collection);
}

/** Pages of a dashboard are entities of their own with a guid that a link can name. */
function save(context: EmulatorContext, dashboard: StoredDashboard): Outcome {
  const wrong = dashboard.pages.flatMap(({ widgets = [] }) => widgets.flatMap(problemsOf));
  if (dashboard.pages.length === 0) wrong.push("A dashboard needs a page.");
  if (wrong.length > 0) return { entityResult: null, errors: wrong.map((description) => ({ type: "INVALID_INPUT", description })) };
  const pages = dashboard.pages.map((page) => ({
    ...page,
    guid: page.guid ?? randomUUID(),
    widgets: (page.widgets ?? []).map((widget, index) => ({ id: String(index + 1), ...widget })),
  }));
  const kept = { ...dashboard, pages };
  context.store.put(collection, kept.guid, kept);
  return { entityResult: kept, errors: null };
}

function problemsOf({ title, visualization, layout, rawConfiguration }: WidgetInput): string[] {
  const problems: string[] = [];
  if (!visualization?.id) problems.push(`${title}: visualization id is missing`);
  const { column = 1, width = 4 } = layout ?? {};
  if (column < 1 || width < 1 || column + width - 1 > columns) problems.push(`${title}: the layout leaves the ${columns} columns`);
  const queries = (rawConfiguration as { nrqlQueries?: { accountIds?: number[]; query?: string }[] } | undefined)?.nrqlQueries;
  for (const { query = "", accountIds = [] } of queries ?? []) {
    if (!/^\s*(SELECT|FROM)\b/i.test(query)) problems.push(`${title}: NRQL syntax error`);
    if (accountIds.length === 0) problems.push(`${title}: accountIds is missing`);
  }
  return problems;
}
