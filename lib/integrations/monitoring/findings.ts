import type { FindingTable } from "@/lib/probes/finding-entry";

const restart = "Restart the app, then press “Check now”.";

export const sentryFindings: FindingTable = {
  key_refused: {
    state: "misconfigured",
    cause: "Sentry refuses SENTRY_DSN.",
    detail: "It answered {status}: the client key was removed or switched off.",
    steps: ["Open Sentry, Settings, Projects, the project, Client keys (DSN).", "Copy the DSN into SENTRY_DSN.", restart],
  },
  project_wrong: {
    state: "misconfigured",
    cause: "SENTRY_DSN names a project that its key does not belong to.",
    detail: "It answered {status}. Errors stand in the log only.",
    steps: [
      "Open Sentry, Settings, Projects, and the project that you look at for errors.",
      "Copy the whole DSN of its Client keys into SENTRY_DSN: key, host and number belong together.",
      restart,
    ],
  },
  quota_exceeded: {
    state: "degraded",
    cause: "Sentry takes no more errors for now: its quota is used up, or too many come at once.",
    detail: "It answered 429.",
    steps: [
      "Open Sentry, Stats, and see which error fills it; mend that one or filter it (Inbound filters).",
      "Or raise the quota (Subscription, Spend).",
      "Press “Check now” here.",
    ],
  },
};

export const newrelicFindings: FindingTable = {
  key_refused: {
    state: "misconfigured",
    cause: "New Relic refuses NEW_RELIC_LICENSE_KEY.",
    detail: "It answered {status}.",
    steps: [
      "Open New Relic, your name, API keys.",
      "Copy a key of the type “INGEST - LICENSE” (40 characters, the EU’s begin with eu01xx) into NEW_RELIC_LICENSE_KEY. A user key (NRAK-) is something else.",
      restart,
    ],
  },
  not_loaded: {
    state: "misconfigured",
    cause: "New Relic’s agent is not loaded in this process.",
    detail: "Nothing is measured although a license key is set.",
    steps: ["Start the app with npm start, which loads the agent first.", "Look into the log for “newrelic” if it does already.", restart],
  },
  loaded_late: {
    state: "misconfigured",
    cause: "New Relic’s agent was loaded after {module}: what that does is not measured.",
    detail: "Transactions or database calls will be missing.",
    steps: [
      "Start the app with npm start, which loads the agent before anything else.",
      "With another start command, begin it with: node -r newrelic.",
      restart,
    ],
  },
};
