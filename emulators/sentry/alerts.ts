import type { z } from "zod";
import type { EmulatorContext } from "../emulator.ts";
import { issueAlert, metricAlert } from "./alert-shapes.ts";
import { SentryRefusal } from "./errors.ts";
import { theProject } from "./project.ts";

/** A rule of either kind: what was sent, with the id and date that Sentry gave it. */
export type StoredRule = Record<string, unknown> & { id: string; name: string; dateCreated: string };

type Kind = "sentry.rules" | "sentry.alert_rules";

/** Issue alerts: https://docs.sentry.io/api/alerts/create-an-issue-alert-rule-for-a-project/ */
export const issueAlerts = { kind: "sentry.rules", read: (body: unknown) => parse(issueAlert, body) } as const;

/** Metric alerts: https://docs.sentry.io/api/alerts/create-a-metric-alert-rule-for-an-organization/ */
export const metricAlerts = { kind: "sentry.alert_rules", read: readMetricAlert } as const;

interface Alerts {
  kind: Kind;
  read(body: unknown): Record<string, unknown> & { name: string };
}

export function listRules(context: EmulatorContext, { kind }: Pick<Alerts, "kind">): StoredRule[] {
  return context.store.list<StoredRule>(kind);
}

/** Sentry takes a second rule of the same name too: keeping them apart is up to the caller. */
export function createRule(context: EmulatorContext, alerts: Alerts, body: unknown): StoredRule {
  const rule = { ...alerts.read(body), id: String(nextId(context, alerts.kind)), dateCreated: context.now().toISOString() };
  context.store.put(alerts.kind, rule.id, rule);
  return rule;
}

export function replaceRule(context: EmulatorContext, alerts: Alerts, id: string, body: unknown): StoredRule {
  const { dateCreated } = requireRule(context, alerts.kind, id);
  const rule = { ...alerts.read(body), id, dateCreated };
  context.store.put(alerts.kind, id, rule);
  return rule;
}

export function removeRule(context: EmulatorContext, { kind }: Pick<Alerts, "kind">, id: string): void {
  requireRule(context, kind, id);
  context.store.remove(kind, id);
}

export function requireRule(context: EmulatorContext, kind: Kind, id: string): StoredRule {
  const rule = context.store.get<StoredRule>(kind, id);
  if (!rule) throw new SentryRefusal(404, "The requested resource does not exist");
  return rule;
}

function nextId(context: EmulatorContext, kind: Kind): number {
  return 1 + Math.max(0, ...listRules(context, { kind }).map(({ id }) => Number(id)));
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const fields: Record<string, string[]> = {};
  for (const { path, message } of result.error.issues) (fields[String(path[0] ?? "nonFieldErrors")] ??= []).push(message);
  throw new SentryRefusal(400, "Invalid", fields);
}

function readMetricAlert(body: unknown): z.output<typeof metricAlert> {
  const rule = parse(metricAlert, body);
  const unknown = rule.projects.filter((slug) => slug !== theProject.slug);
  if (unknown.length > 0) throw new SentryRefusal(400, "Invalid", { projects: [`Invalid project: ${unknown.join(", ")}`] });
  return rule;
}
