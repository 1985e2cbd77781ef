import { z } from "zod";

/** What Sentry takes as a rule; conditions, filters and actions are those that a marketplace of this size needs. */
const email = z.strictObject({
  id: z.literal("sentry.mail.actions.NotifyEmailAction"),
  targetType: z.enum(["IssueOwners", "Team", "Member"]),
  targetIdentifier: z.union([z.string(), z.number()]).optional(),
  fallthroughType: z.enum(["AllMembers", "ActiveMembers", "NoOne"]).optional(),
});
const slack = z.strictObject({
  id: z.literal("sentry.integrations.slack.notify_action.SlackNotifyServiceAction"),
  workspace: z.union([z.string(), z.number()]),
  channel: z.string().min(1),
  channel_id: z.string().optional(),
  tags: z.string().optional(),
  notes: z.string().optional(),
});
const condition = z.discriminatedUnion("id", [
  z.strictObject({ id: z.literal("sentry.rules.conditions.first_seen_event.FirstSeenEventCondition") }),
  z.strictObject({ id: z.literal("sentry.rules.conditions.every_event.EveryEventCondition") }),
  z.strictObject({
    id: z.literal("sentry.rules.conditions.event_frequency.EventFrequencyCondition"),
    comparisonType: z.enum(["count", "percent"]).optional(),
    value: z.number(),
    interval: z.enum(["1m", "5m", "15m", "1h", "1d", "1w", "30d"]),
  }),
]);
const filter = z.discriminatedUnion("id", [
  z.strictObject({
    id: z.literal("sentry.rules.filters.tagged_event.TaggedEventFilter"),
    key: z.string().min(1),
    match: z.enum(["co", "ew", "eq", "is", "ns", "sw", "ne", "nc"]),
    value: z.string().optional(),
  }),
  z.strictObject({ id: z.literal("sentry.rules.filters.level.LevelFilter"), match: z.enum(["gte", "eq", "lte"]), level: z.string() }),
]);
export const issueAlert = z.strictObject({
  name: z.string().min(1).max(256),
  actionMatch: z.enum(["all", "any", "none"]),
  filterMatch: z.enum(["all", "any", "none"]).default("all"),
  conditions: z.array(condition),
  filters: z.array(filter).default([]),
  actions: z.array(z.discriminatedUnion("id", [email, slack])).min(1, "You must add an action for this alert to fire."),
  frequency: z.int().min(5, "Ensure this value is greater than or equal to 5.").max(43_200),
  environment: z.string().nullable().optional(),
  owner: z.string().nullable().optional(),
  status: z.string().optional(),
});

const triggerAction = z
  .strictObject({
    type: z.enum(["email", "slack", "sentry_app", "pagerduty"]),
    targetType: z.enum(["user", "team", "specific", "sentry_app"]),
    targetIdentifier: z.union([z.string(), z.number()]),
    integrationId: z.union([z.string(), z.number()]).optional(),
    inputChannelId: z.string().nullable().optional(),
  })
  .refine(({ type, integrationId }) => type !== "slack" || integrationId !== undefined, "Integration must be provided for slack");
export const metricAlert = z.strictObject({
  name: z.string().min(1).max(256),
  aggregate: z.string().min(1),
  timeWindow: z.literal([1, 5, 10, 15, 30, 60, 120, 240, 1_440]),
  query: z.string(),
  dataset: z.enum(["events", "transactions", "generic_metrics"]).default("events"),
  queryType: z.int().min(0).max(2).optional(),
  eventTypes: z.array(z.enum(["default", "error", "transaction"])).optional(),
  thresholdType: z.literal([0, 1]),
  resolveThreshold: z.number().nullable().optional(),
  comparisonDelta: z.number().nullable().optional(),
  environment: z.string().nullable().optional(),
  owner: z.string().nullable().optional(),
  projects: z.array(z.string()).min(1),
  triggers: z
    .array(z.strictObject({ label: z.enum(["critical", "warning"]), alertThreshold: z.number(), actions: z.array(triggerAction) }))
    .min(1, "Must specify at least one trigger"),
});
