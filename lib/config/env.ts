import { z } from "zod";
import { isTrustedProxy, parseTrustedProxy, type TrustedProxy } from "./trusted-proxy";
import { type Watchers, watchersOf } from "./watchers";

/**
 * The server's environment: read here only, parsed once. A provider without its keys is null; in development, tests and
 * the demo `EMULATORS_URL` stands in for every provider whose keys are missing (docs/emulators.md).
 */
const text = z.string().trim().min(1);
const sender = text.regex(/^([^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/, "must be an address, or a name with one: MaestroHub <hello@your-domain>");
/** An empty line in .env means the same as no line. */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const schema = z
  .object({
    NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
    APP_URL: optional(z.url()),
    PORT: optional(z.coerce.number().int().positive()),
    MONGO_URL: optional(text.regex(/^mongodb(\+srv)?:\/\//, "must begin with mongodb:// or mongodb+srv://")),
    DB_NAME: optional(text.regex(/^[\w-]+$/, "may hold letters, digits, _ and -")),
    EMULATORS_URL: optional(z.url()),
    BETTER_AUTH_SECRET: optional(z.string().min(32, "needs at least 32 characters")),
    STRIPE_SECRET_KEY: optional(text.regex(/^(sk|rk)_(test|live)_/, "must begin with sk_test_, sk_live_, rk_test_ or rk_live_")),
    STRIPE_PUBLISHABLE_KEY: optional(text.regex(/^pk_(test|live)_/, "must begin with pk_test_ or pk_live_")),
    STRIPE_WEBHOOK_SECRET: optional(text.regex(/^whsec_/, "must begin with whsec_")),
    /** Of the endpoint for connected accounts, which has a secret of its own: https://docs.stripe.com/connect/webhooks */
    STRIPE_CONNECT_WEBHOOK_SECRET: optional(text.regex(/^whsec_/, "must begin with whsec_")),
    RESEND_API_KEY: optional(text.regex(/^re_/, "must begin with re_")),
    FROM_EMAIL: optional(sender),
    /** What Resend grants the team, over all processes: https://resend.com/docs/api-reference/rate-limit */
    RESEND_RATE_PER_SECOND: optional(z.coerce.number().min(0.1).max(500)),
    /** Where answers to our mails go; the sender itself where it is missing. */
    REPLY_TO_EMAIL: optional(sender),
    RESEND_WEBHOOK_SECRET: optional(text.regex(/^whsec_/, "must begin with whsec_")),
    CLOUDINARY_CLOUD_NAME: optional(text),
    CLOUDINARY_API_KEY: optional(text),
    CLOUDINARY_API_SECRET: optional(text),
    /** "mongodb" keeps pictures in the database even where Cloudinary, or its emulator, is within reach. */
    IMAGES: optional(z.enum(["cloudinary", "mongodb"])),
    MIXPANEL_TOKEN: optional(text),
    /** For projects whose data stays in the EU or in India: https://api-eu.mixpanel.com, https://api-in.mixpanel.com. */
    MIXPANEL_API_URL: optional(z.url({ protocol: /^https$/ })),
    SENTRY_DSN: optional(z.url({ protocol: /^https?$/ }).refine((dsn) => /\/\d+$/.test(dsn) && new URL(dsn).username !== "", "is no DSN: https://key@host/number")),
    SENTRY_ENVIRONMENT: optional(text),
    SENTRY_AUTH_TOKEN: optional(text),
    SENTRY_ORG: optional(text),
    SENTRY_PROJECT: optional(text),
    SENTRY_URL: optional(z.url()),
    SENTRY_SLACK_CHANNEL: optional(text),
    /** "emulator" loads the agent and lets it report to the emulator. */
    NEW_RELIC: optional(z.enum(["emulator"])),
    NEW_RELIC_LICENSE_KEY: optional(text.regex(/^\w{40}$/, "must have 40 letters and digits")),
    NEW_RELIC_APP_NAME: optional(text),
    NEW_RELIC_API_KEY: optional(text.regex(/^NRAK-/, "must begin with NRAK-: a user's key")),
    NEW_RELIC_ACCOUNT_ID: optional(z.coerce.number().int().positive()),
    NEW_RELIC_REGION: optional(z.enum(["us", "eu"])),
    EMERGENT_LLM_KEY: optional(text),
    LLM_BASE_URL: optional(z.url()),
    LLM_MODEL: optional(text),
    CLOUDFLARE_API_TOKEN: optional(text),
    CLOUDFLARE_ZONE_ID: optional(text.regex(/^[0-9a-f]{32}$/, "must have 32 hexadecimal digits")),
    /** "debug" logs each call of a provider: what, how long, with what outcome. */
    LOG_INTEGRATIONS: optional(z.enum(["debug"])),
    /** Who stands in front of us and may say whom a request is from: CIDRs, "cloudflare", "private" (the default), "none". */
    TRUSTED_PROXY: optional(text.refine((value) => isTrustedProxy(value), 'may hold addresses, CIDRs, "cloudflare", "private" and "none", separated by commas')),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
    /** "off" leaves what is done later to another process of the same database, or to whoever calls /api/cron/tick. */
    WORKER: z.preprocess((value) => (value === "" ? undefined : value), z.enum(["on", "off"]).default("on")),
    /** Lets a timer elsewhere have due work done, where no process runs for long. Without it there is no such door. */
    CRON_SECRET: optional(z.string().min(16, "needs at least 16 characters (openssl rand -base64 32)")),
  })
  .superRefine((value, context) => {
    const problem = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
    const emulated = value.EMULATORS_URL !== undefined;
    if (value.NODE_ENV === "production" && !value.MONGO_URL) problem("MONGO_URL", "is needed in production; the embedded server is for development");
    if (value.NODE_ENV === "production" && !value.BETTER_AUTH_SECRET) problem("BETTER_AUTH_SECRET", "is needed in production (openssl rand -base64 32)");
    if (value.NODE_ENV === "production" && !value.APP_URL) problem("APP_URL", "is needed in production: the address that people open");
    if (value.STRIPE_SECRET_KEY) {
      if (!value.STRIPE_PUBLISHABLE_KEY) problem("STRIPE_PUBLISHABLE_KEY", "is needed with STRIPE_SECRET_KEY");
      if (!value.STRIPE_WEBHOOK_SECRET) problem("STRIPE_WEBHOOK_SECRET", "is needed with STRIPE_SECRET_KEY");
      const mode = value.STRIPE_SECRET_KEY.split("_")[1];
      if (value.STRIPE_PUBLISHABLE_KEY && !value.STRIPE_PUBLISHABLE_KEY.startsWith(`pk_${mode}_`)) {
        problem("STRIPE_PUBLISHABLE_KEY", `is not of the same mode as STRIPE_SECRET_KEY (${mode})`);
      }
      if (emulated && mode === "live") problem("STRIPE_SECRET_KEY", "is a live key, and EMULATORS_URL is set: take one of them away");
    }
    const cloudinary = ["CLOUDINARY_CLOUD_NAME", "CLOUDINARY_API_KEY", "CLOUDINARY_API_SECRET"] as const;
    if (cloudinary.some((name) => value[name])) {
      for (const name of cloudinary.filter((name) => !value[name])) problem(name, "is needed with the other two of Cloudinary's");
    }
    if (value.IMAGES === "cloudinary" && !value.CLOUDINARY_CLOUD_NAME && !emulated) problem("IMAGES", "is cloudinary, and there are no CLOUDINARY_ keys");
    if (value.RESEND_API_KEY && !value.FROM_EMAIL) problem("FROM_EMAIL", "is needed with RESEND_API_KEY");
    if (value.CLOUDFLARE_API_TOKEN && !value.CLOUDFLARE_ZONE_ID) problem("CLOUDFLARE_ZONE_ID", "is needed with CLOUDFLARE_API_TOKEN");
    if (value.NEW_RELIC === "emulator" && !emulated) problem("NEW_RELIC", "is emulator, and EMULATORS_URL is not set");
    if (emulated && !["127.0.0.1", "localhost", "[::1]"].includes(new URL(value.EMULATORS_URL ?? "").hostname)) {
      problem("EMULATORS_URL", "must be an address of this machine");
    }
  });

export interface Env extends Watchers {
  node_env: "development" | "test" | "production";
  app_url: string;
  mongo_url: string | null;
  db_name: string;
  auth_secret: string;
  emulators_url: string | null;
  /** `connect_webhook_secret` is null where Stripe tells us nothing of connected accounts: that route then answers 503, and we ask by ourselves. */
  stripe: { secret_key: string; publishable_key: string; webhook_secret: string; connect_webhook_secret: string | null; mode: "test" | "live"; emulator_url: string | null } | null;
  /** `webhook_secret` is null where Resend tells us nothing of bounces: the route then answers 503. */
  resend: { api_key: string; base_url: string | null; from: string; reply_to: string; webhook_secret: string | null } | null;
  /** `upload_prefix` and `delivery_url` are the emulator's, and null where Cloudinary itself is reached (docs/emulators.md). */
  cloudinary: { cloud_name: string; api_key: string; api_secret: string; upload_prefix: string | null; delivery_url: string | null } | null;
  trusted_proxy: TrustedProxy;
  log_level: string;
  /** Whether each call of a provider is logged. */
  logs_integrations: boolean;
  runs_worker: boolean;
  resend_rate_per_second: number;
  cron_secret: string | null;
}

/** What the emulated Resend signs its webhooks with (emulators/resend/webhooks.ts): base64, as Svix has it. */
const emulated_webhook_secret = "whsec_ZW11bGF0b3ItcmVzZW5kLXdlYmhvb2s=";

let parsed: Env | null = null;

/** Throws one error that lists every problem of the environment. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source);
  if (!result.success) throw new Error(`The environment is not right:\n${problemsOf(result.error).map(({ name, message }) => `  ${name} ${message}`).join("\n")}`);
  const value = result.data;
  const emulators = value.EMULATORS_URL?.replace(/\/$/, "") ?? null;
  return {
    node_env: value.NODE_ENV,
    app_url: (value.APP_URL ?? `http://localhost:${value.PORT ?? 3000}`).replace(/\/$/, ""),
    mongo_url: value.MONGO_URL ?? null,
    db_name: value.DB_NAME ?? "maestrohub",
    // Development sessions may outlive a restart; production was refused above without a secret of its own.
    auth_secret: value.BETTER_AUTH_SECRET ?? "development-only-secret-of-no-value",
    emulators_url: emulators,
    stripe: value.STRIPE_SECRET_KEY
      ? {
          secret_key: value.STRIPE_SECRET_KEY,
          publishable_key: value.STRIPE_PUBLISHABLE_KEY ?? "",
          webhook_secret: value.STRIPE_WEBHOOK_SECRET ?? "",
          connect_webhook_secret: value.STRIPE_CONNECT_WEBHOOK_SECRET ?? null,
          mode: value.STRIPE_SECRET_KEY.split("_")[1] === "live" ? "live" : "test",
          emulator_url: null,
        }
      : emulators
        ? emulatedStripe(emulators, value.STRIPE_CONNECT_WEBHOOK_SECRET)
        : null,
    resend: resendOf(value, emulators),
    cloudinary: cloudinaryOf(value, emulators),
    ...watchersOf(value, emulators),
    trusted_proxy: parseTrustedProxy(value.TRUSTED_PROXY ?? "private"),
    log_level: value.LOG_LEVEL,
    logs_integrations: value.LOG_INTEGRATIONS === "debug",
    runs_worker: value.WORKER === "on",
    // The emulator grants more than Resend does.
    resend_rate_per_second: value.RESEND_RATE_PER_SECOND ?? (value.RESEND_API_KEY || !emulators ? 5 : 50),
    cron_secret: value.CRON_SECRET ?? null,
  };
}

/** What is wrong with it, one line a variable, and never a value; nothing where it can be used. */
export function findEnvProblems(source: Record<string, string | undefined>): EnvProblem[] {
  const result = schema.safeParse(source);
  return result.success ? [] : problemsOf(result.error);
}

export interface EnvProblem {
  name: string;
  message: string;
}

function problemsOf({ issues }: z.ZodError): EnvProblem[] {
  return issues.map(({ path, message }) => ({ name: path.join("."), message }));
}

/** The secrets are those that the emulator signs with (emulators/stripe/webhook-wiring.ts). */
function emulatedStripe(emulator_url: string, connect_webhook_secret = "whsec_emulator_connect"): NonNullable<Env["stripe"]> {
  return { secret_key: "sk_test_emulator", publishable_key: "pk_test_emulator", webhook_secret: "whsec_emulator", connect_webhook_secret, mode: "test", emulator_url };
}

function resendOf(value: z.infer<typeof schema>, emulators: string | null): Env["resend"] {
  const from = value.FROM_EMAIL ?? "MaestroHub <hello@maestrohub.example>";
  const reply_to = value.REPLY_TO_EMAIL ?? from;
  if (value.RESEND_API_KEY) return { api_key: value.RESEND_API_KEY, base_url: null, from, reply_to, webhook_secret: value.RESEND_WEBHOOK_SECRET ?? null };
  if (!emulators) return null;
  return { api_key: "re_emulator", base_url: `${emulators}/resend`, from, reply_to, webhook_secret: value.RESEND_WEBHOOK_SECRET ?? emulated_webhook_secret };
}

function cloudinaryOf(value: z.infer<typeof schema>, emulators: string | null): Env["cloudinary"] {
  if (value.IMAGES === "mongodb") return null;
  const { CLOUDINARY_CLOUD_NAME: cloud_name, CLOUDINARY_API_KEY: api_key, CLOUDINARY_API_SECRET: api_secret } = value;
  if (cloud_name && api_key && api_secret) return { cloud_name, api_key, api_secret, upload_prefix: null, delivery_url: null };
  if (!emulators) return null;
  return {
    cloud_name: "emulator",
    api_key: "100000000000000",
    api_secret: "emulator-secret",
    upload_prefix: `${emulators}/cloudinary`,
    delivery_url: `${emulators}/cloudinary/res`,
  };
}
