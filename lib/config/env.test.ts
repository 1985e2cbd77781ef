import { describe, expect, it } from "vitest";
import { parseEnv } from "./env";

const production = { NODE_ENV: "production", APP_URL: "https://maestrohub.example", MONGO_URL: "mongodb://db/", BETTER_AUTH_SECRET: "x".repeat(32) };
const stripe = { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_PUBLISHABLE_KEY: "pk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_1" };
const emulators = { EMULATORS_URL: "http://127.0.0.1:4010" };

describe("the environment", () => {
  it("may be empty in development, and an empty line is no line", () => {
    expect(parseEnv({ STRIPE_SECRET_KEY: "", MONGO_URL: "" })).toMatchObject({ stripe: null, resend: null, mongo_url: null, app_url: "http://localhost:3000" });
  });

  const refused: [string, Record<string, string>, string][] = [
    ["production without a database", { ...production, MONGO_URL: "" }, "MONGO_URL"],
    ["production without a secret", { ...production, BETTER_AUTH_SECRET: "" }, "BETTER_AUTH_SECRET"],
    ["production without an address", { ...production, APP_URL: "" }, "APP_URL"],
    ["a test key with a live one", { ...stripe, STRIPE_PUBLISHABLE_KEY: "pk_live_1" }, "STRIPE_PUBLISHABLE_KEY"],
    ["a live key beside the emulators", { ...stripe, ...emulators, STRIPE_SECRET_KEY: "sk_live_1", STRIPE_PUBLISHABLE_KEY: "pk_live_1" }, "STRIPE_SECRET_KEY"],
    ["a Stripe key without its webhook secret", { ...stripe, STRIPE_WEBHOOK_SECRET: "" }, "STRIPE_WEBHOOK_SECRET"],
    ["a publishable key where the secret one belongs", { ...stripe, STRIPE_SECRET_KEY: "pk_test_1" }, "STRIPE_SECRET_KEY"],
    ["emulators on another machine", { EMULATORS_URL: "http://203.0.113.7:4010" }, "EMULATORS_URL"],
    ["a mail key without a sender", { RESEND_API_KEY: "re_1" }, "FROM_EMAIL"],
    ["a sender who is no address", { RESEND_API_KEY: "re_1", FROM_EMAIL: "MaestroHub" }, "FROM_EMAIL"],
    ["an answer's address that is none", { ...emulators, REPLY_TO_EMAIL: "help at example.com" }, "REPLY_TO_EMAIL"],
    ["another kind of secret for reports about mails", { ...emulators, RESEND_WEBHOOK_SECRET: "re_1" }, "RESEND_WEBHOOK_SECRET"],
    ["a part of Cloudinary's three keys", { CLOUDINARY_CLOUD_NAME: "cloud", CLOUDINARY_API_KEY: "1" }, "CLOUDINARY_API_SECRET"],
    ["Cloudinary chosen for pictures and no keys of it", { IMAGES: "cloudinary" }, "IMAGES"],
    ["an unknown place for pictures", { ...emulators, IMAGES: "disk" }, "IMAGES"],
    ["a DSN that names no project", { SENTRY_DSN: "https://key@sentry.example/" }, "SENTRY_DSN"],
    ["a DSN without a key", { SENTRY_DSN: "https://sentry.example/1" }, "SENTRY_DSN"],
    ["a license key that is a user's key", { NEW_RELIC_LICENSE_KEY: "NRAK-1" }, "NEW_RELIC_LICENSE_KEY"],
    ["a user's key that is a license key", { NEW_RELIC_API_KEY: "a".repeat(40) }, "NEW_RELIC_API_KEY"],
    ["New Relic's emulator chosen and no emulators", { NEW_RELIC: "emulator" }, "NEW_RELIC"],
    ["a region of Mixpanel's without https", { MIXPANEL_API_URL: "http://api-eu.mixpanel.com" }, "MIXPANEL_API_URL"],
    ["an address of another kind as the database", { MONGO_URL: "postgres://db/" }, "MONGO_URL"],
  ];
  it.each(refused)("is refused with %s, naming it and not its value", (_title, values, name) => {
    let message = "";
    try {
      parseEnv(values);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain(`  ${name} `);
    expect(message).not.toMatch(/sk_live_1|pk_live_1|whsec_1|203\.0\.113\.7/);
  });

  it("is refused with every problem at once", () => {
    expect(() => parseEnv({ NODE_ENV: "production" })).toThrow(/MONGO_URL[\s\S]*BETTER_AUTH_SECRET[\s\S]*APP_URL/);
  });

  it("reaches a provider at its emulator only where its key is missing", () => {
    expect(parseEnv(emulators)).toMatchObject({ stripe: { emulator_url: emulators.EMULATORS_URL }, resend: { base_url: `${emulators.EMULATORS_URL}/resend` } });
    expect(parseEnv({ ...emulators, ...stripe }).stripe).toMatchObject({ secret_key: "sk_test_1", mode: "test", emulator_url: null });
  });

  it("is answered where it says, and by the sender where it says nothing", () => {
    const resend = { RESEND_API_KEY: "re_1", FROM_EMAIL: "MaestroHub <hello@maestrohub.example>" };
    expect(parseEnv(resend).resend).toMatchObject({ reply_to: resend.FROM_EMAIL, webhook_secret: null });
    expect(parseEnv({ ...resend, REPLY_TO_EMAIL: "help@maestrohub.example", RESEND_WEBHOOK_SECRET: "whsec_1" }).resend).toMatchObject({ reply_to: "help@maestrohub.example", webhook_secret: "whsec_1" });
    expect(parseEnv(emulators).resend?.webhook_secret).toMatch(/^whsec_/);
  });

  it("keeps pictures in Cloudinary, else at its emulator, and in MongoDB where it is told to", () => {
    const keys = { CLOUDINARY_CLOUD_NAME: "cloud", CLOUDINARY_API_KEY: "1", CLOUDINARY_API_SECRET: "s" };
    expect(parseEnv({ ...emulators, ...keys }).cloudinary).toEqual({ cloud_name: "cloud", api_key: "1", api_secret: "s", upload_prefix: null, delivery_url: null });
    expect(parseEnv(emulators).cloudinary).toMatchObject({ upload_prefix: `${emulators.EMULATORS_URL}/cloudinary`, delivery_url: `${emulators.EMULATORS_URL}/cloudinary/res` });
    expect(parseEnv({ ...emulators, IMAGES: "mongodb" }).cloudinary).toBeNull();
    expect(parseEnv({ ...keys, IMAGES: "mongodb" }).cloudinary).toBeNull();
  });

  it("has nothing in the place of a provider in production without its key", () => {
    expect(parseEnv(production)).toMatchObject({ stripe: null, resend: null, cloudinary: null, mixpanel: null, sentry: null, newrelic: null, llm: null, cloudflare: null, sentry_api: null, newrelic_api: null });
  });

  it("sends what it tells of itself to emulators where keys are missing, and to New Relic's only if told to", () => {
    const url = emulators.EMULATORS_URL;
    expect(parseEnv(emulators)).toMatchObject({
      mixpanel: { api_url: `${url}/mixpanel`, is_emulated: true },
      sentry: { dsn: `http://${"e".repeat(32)}@127.0.0.1:4010/sentry/1`, environment: "development" },
      newrelic: null,
      llm: { base_url: `${url}/llm/v1` },
      sentry_api: { api_url: `${url}/sentry/api/0` },
      newrelic_api: { api_url: `${url}/newrelic/graphql` },
    });
    // The agent's key is in the environment then, too.
    for (const key of [{}, { NEW_RELIC_LICENSE_KEY: "e".repeat(40) }]) expect(parseEnv({ ...emulators, NEW_RELIC: "emulator", ...key }).newrelic).toMatchObject({ emulator_url: url });
  });

  it("reaches the real ones by their keys, also beside emulators, and never sets up the one for the other", () => {
    const keys = { MIXPANEL_TOKEN: "token", SENTRY_DSN: "https://key@o1.ingest.sentry.io/42", NEW_RELIC_LICENSE_KEY: "a".repeat(40), EMERGENT_LLM_KEY: "sk-emergent-1" };
    expect(parseEnv({ ...emulators, ...keys })).toMatchObject({
      mixpanel: { token: "token", api_url: "https://api.mixpanel.com", is_emulated: false },
      sentry: { dsn: keys.SENTRY_DSN, is_emulated: false },
      newrelic: { app_name: "MaestroHub", emulator_url: null },
      llm: { is_emulated: false, model: "gpt-4o-mini" },
      sentry_api: null,
      newrelic_api: null,
    });
    expect(parseEnv({ ...keys, MIXPANEL_API_URL: "https://api-eu.mixpanel.com/" }).mixpanel?.api_url).toBe("https://api-eu.mixpanel.com");
    expect(parseEnv({ SENTRY_AUTH_TOKEN: "sntrys_1", SENTRY_ORG: "o", SENTRY_PROJECT: "p" }).sentry_api).toMatchObject({ api_url: "https://sentry.io/api/0", slack_channel: null });
    expect(parseEnv({ NEW_RELIC_API_KEY: "NRAK-1", NEW_RELIC_ACCOUNT_ID: "7", NEW_RELIC_REGION: "eu" }).newrelic_api).toMatchObject({ account_id: 7, api_url: "https://api.eu.newrelic.com/graphql" });
  });
});
