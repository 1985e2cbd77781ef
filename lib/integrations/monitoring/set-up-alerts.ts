import "server-only";
import { env } from "@/lib/config/env";
import { askSentry } from "./sentry-api";

export interface AlertOutcome {
  name: string;
  did: "created" | "updated";
  /** Where it is sent to. */
  sends: string[];
}

/**
 * Creates the three alerts, or sets them to what they are here: an alert is known by its name, so that running this again
 * leaves three. Slack is told where the organization has it and SENTRY_SLACK_CHANNEL names a channel; mails go always.
 */
export async function setUpAlerts(): Promise<AlertOutcome[]> {
  const { slug, teams } = await askSentry<{ slug: string; teams: { id: string; slug: string }[] }>("GET", "projects/{organization}/{project}/");
  const [team] = teams;
  if (!team) throw new Error("The project belongs to no team in Sentry, so nobody would be told. Give it one.");
  const slack = await findSlack();
  return [
    await save("organizations/{organization}/alert-rules/", manyErrors({ project: slug, team_id: team.id, slack })),
    await save("projects/{organization}/{project}/rules/", firstOccurrence()),
    await save("projects/{organization}/{project}/rules/", paymentOrAuth()),
  ];
}

interface Alert {
  name: string;
  sends: string[];
  body: object;
}

interface Slack {
  integration_id: string;
  channel: string;
}

async function findSlack(): Promise<Slack | null> {
  const channel = env().sentry_api?.slack_channel;
  if (!channel) return null;
  const [integration] = await askSentry<{ id: string }[]>("GET", "organizations/{organization}/integrations/?providerKey=slack");
  return integration ? { integration_id: integration.id, channel } : null;
}

/** More than ten errors in a minute, whatever they are: something broke for many. */
function manyErrors({ project, team_id, slack }: { project: string; team_id: string; slack: Slack | null }): Alert {
  const mail = { type: "email", targetType: "team", targetIdentifier: team_id };
  const message = slack && { type: "slack", targetType: "specific", targetIdentifier: slack.channel, integrationId: slack.integration_id };
  return {
    name: "MaestroHub: more than 10 errors a minute",
    sends: ["mail", ...(slack ? [`Slack ${slack.channel}`] : [])],
    body: {
      dataset: "events",
      eventTypes: ["error"],
      aggregate: "count()",
      query: "",
      timeWindow: 1,
      thresholdType: 0,
      resolveThreshold: 10,
      projects: [project],
      triggers: [{ label: "critical", alertThreshold: 10, actions: [mail, ...(message ? [message] : [])] }],
    },
  };
}

function firstOccurrence(): Alert {
  return {
    name: "MaestroHub: an error for the first time",
    sends: ["mail"],
    body: { actionMatch: "any", filterMatch: "all", frequency: 30, conditions: [{ id: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition" }], filters: [], actions: [mailToAll] },
  };
}

/** Every one, at once: Sentry sends at most every five minutes for the same error. */
function paymentOrAuth(): Alert {
  const isArea = (value: string) => ({ id: "sentry.rules.filters.tagged_event.TaggedEventFilter", key: "area", match: "eq", value });
  return {
    name: "MaestroHub: payment or sign-in error",
    sends: ["mail"],
    body: { actionMatch: "any", filterMatch: "any", frequency: 5, conditions: [{ id: "sentry.rules.conditions.every_event.EveryEventCondition" }], filters: [isArea("payments"), isArea("auth")], actions: [mailToAll] },
  };
}

const mailToAll = { id: "sentry.mail.actions.NotifyEmailAction", targetType: "IssueOwners", fallthroughType: "ActiveMembers" };

/** One of this name stays, whoever made more of them. */
async function save(path: string, { name, sends, body }: Alert): Promise<AlertOutcome> {
  const rules = await askSentry<{ id: string; name: string }[]>("GET", path);
  const [mine, ...doubles] = rules.filter((rule) => rule.name === name);
  for (const { id } of doubles) await askSentry("DELETE", `${path}${id}/`);
  if (mine) await askSentry("PUT", `${path}${mine.id}/`, { name, ...body });
  else await askSentry("POST", path, { name, ...body });
  return { name, sends, did: mine ? "updated" : "created" };
}
