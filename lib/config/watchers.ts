/**
 * Where what watches the product, and the language model, are reached: live where their keys are set, else at their
 * emulators where there are any, else nowhere. Each is null where it is nowhere, and then silent.
 */
export interface Watchers {
  /** `api_url` is Mixpanel's own for the project's region, or the emulator's. */
  mixpanel: { token: string; api_url: string; is_emulated: boolean } | null;
  sentry: { dsn: string; environment: string; is_emulated: boolean } | null;
  /** The agent has an overhead that a day of development need not pay, so its emulator is used only where NEW_RELIC=emulator says so. */
  newrelic: { license_key: string; app_name: string; emulator_url: string | null } | null;
  llm: { api_key: string; base_url: string; model: string; is_emulated: boolean } | null;
  cloudflare: { api_token: string; zone_id: string; api_url: string; is_emulated: boolean } | null;
  /** For `npm run sentry:alerts`: where rules are kept. */
  sentry_api: { token: string; organization: string; project: string; api_url: string; slack_channel: string | null; is_emulated: boolean } | null;
  /** For `npm run newrelic:dashboards`. */
  newrelic_api: { user_key: string; account_id: number; api_url: string; is_emulated: boolean } | null;
}

interface Given {
  NODE_ENV: string;
  MIXPANEL_TOKEN?: string | undefined;
  MIXPANEL_API_URL?: string | undefined;
  SENTRY_DSN?: string | undefined;
  SENTRY_ENVIRONMENT?: string | undefined;
  SENTRY_AUTH_TOKEN?: string | undefined;
  SENTRY_ORG?: string | undefined;
  SENTRY_PROJECT?: string | undefined;
  SENTRY_URL?: string | undefined;
  SENTRY_SLACK_CHANNEL?: string | undefined;
  NEW_RELIC?: "emulator" | undefined;
  NEW_RELIC_LICENSE_KEY?: string | undefined;
  NEW_RELIC_APP_NAME?: string | undefined;
  NEW_RELIC_API_KEY?: string | undefined;
  NEW_RELIC_ACCOUNT_ID?: number | undefined;
  NEW_RELIC_REGION?: "us" | "eu" | undefined;
  EMERGENT_LLM_KEY?: string | undefined;
  LLM_BASE_URL?: string | undefined;
  LLM_MODEL?: string | undefined;
  CLOUDFLARE_API_TOKEN?: string | undefined;
  CLOUDFLARE_ZONE_ID?: string | undefined;
}

export function watchersOf(given: Given, emulators: string | null): Watchers {
  return {
    mixpanel: mixpanelOf(given, emulators),
    sentry: sentryOf(given, emulators),
    newrelic: newrelicOf(given, emulators),
    llm: llmOf(given, emulators),
    cloudflare: cloudflareOf(given, emulators),
    sentry_api: sentryApiOf(given, emulators),
    newrelic_api: newrelicApiOf(given, emulators),
  };
}

function mixpanelOf({ MIXPANEL_TOKEN: token, MIXPANEL_API_URL }: Given, emulators: string | null): Watchers["mixpanel"] {
  if (token) return { token, api_url: MIXPANEL_API_URL?.replace(/\/$/, "") ?? "https://api.mixpanel.com", is_emulated: false };
  return emulators ? { token: "emulator", api_url: `${emulators}/mixpanel`, is_emulated: true } : null;
}

function sentryOf({ SENTRY_DSN: dsn, SENTRY_ENVIRONMENT, NODE_ENV }: Given, emulators: string | null): Watchers["sentry"] {
  const environment = SENTRY_ENVIRONMENT ?? NODE_ENV;
  if (dsn) return { dsn, environment, is_emulated: false };
  return emulators ? { dsn: emulatedDsn(emulators), environment, is_emulated: true } : null;
}

/** The project that emulators/sentry/project.ts knows. */
function emulatedDsn(emulators: string): string {
  const { protocol, host } = new URL(emulators);
  return `${protocol}//${"e".repeat(32)}@${host}/sentry/1`;
}

function newrelicOf(
  { NEW_RELIC_LICENSE_KEY: license_key, NEW_RELIC_APP_NAME: app_name = "MaestroHub", NEW_RELIC }: Given,
  emulators: string | null,
): Watchers["newrelic"] {
  // Before the key: with the emulator the agent is given one by the environment too (scripts/monitoring/preload-newrelic.ts).
  if (emulators && NEW_RELIC === "emulator") return { license_key: "e".repeat(40), app_name, emulator_url: emulators };
  return license_key ? { license_key, app_name, emulator_url: null } : null;
}

function llmOf({ EMERGENT_LLM_KEY: api_key, LLM_BASE_URL, LLM_MODEL: model = "gpt-4o-mini" }: Given, emulators: string | null): Watchers["llm"] {
  if (api_key) return { api_key, base_url: LLM_BASE_URL?.replace(/\/$/, "") ?? "https://integrations.emergentagent.com/llm", model, is_emulated: false };
  return emulators ? { api_key: "sk-emulator", base_url: `${emulators}/llm/v1`, model, is_emulated: true } : null;
}

function cloudflareOf({ CLOUDFLARE_API_TOKEN: api_token, CLOUDFLARE_ZONE_ID: zone_id }: Given, emulators: string | null): Watchers["cloudflare"] {
  if (api_token && zone_id) return { api_token, zone_id, api_url: "https://api.cloudflare.com/client/v4", is_emulated: false };
  return emulators
    ? { api_token: "emulator-token-of-forty-characters-00000", zone_id: "c".repeat(32), api_url: `${emulators}/cloudflare/client/v4`, is_emulated: true }
    : null;
}

function sentryApiOf(given: Given, emulators: string | null): Watchers["sentry_api"] {
  const { SENTRY_AUTH_TOKEN: token, SENTRY_ORG: organization, SENTRY_PROJECT: project, SENTRY_URL, SENTRY_SLACK_CHANNEL: slack_channel = null } = given;
  if (token && organization && project)
    return { token, organization, project, api_url: `${SENTRY_URL?.replace(/\/$/, "") ?? "https://sentry.io"}/api/0`, slack_channel, is_emulated: false };
  if (!emulators || given.SENTRY_DSN) return null;
  return {
    token: "sntrys_emulator",
    organization: "emulator",
    project: "maestrohub",
    api_url: `${emulators}/sentry/api/0`,
    slack_channel: slack_channel ?? "#maestrohub-alerts",
    is_emulated: true,
  };
}

function newrelicApiOf(
  { NEW_RELIC_API_KEY: user_key, NEW_RELIC_ACCOUNT_ID: account_id, NEW_RELIC_REGION, NEW_RELIC_LICENSE_KEY }: Given,
  emulators: string | null,
): Watchers["newrelic_api"] {
  const host = NEW_RELIC_REGION === "eu" ? "api.eu.newrelic.com" : "api.newrelic.com";
  if (user_key && account_id) return { user_key, account_id, api_url: `https://${host}/graphql`, is_emulated: false };
  return emulators && !NEW_RELIC_LICENSE_KEY ? { user_key: "NRAK-EMULATOR", account_id: 1, api_url: `${emulators}/newrelic/graphql`, is_emulated: true } : null;
}
