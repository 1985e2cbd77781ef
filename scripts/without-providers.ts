/** No provider's keys, for tests and benchmarks: a .env with keys in it must not let them reach anybody. An empty value wins over .env in Next. */
export const withoutProviders: Record<string, string> = Object.fromEntries(
  [
    "STRIPE_SECRET_KEY",
    "STRIPE_PUBLISHABLE_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "RESEND_API_KEY",
    "FROM_EMAIL",
    "CLOUDINARY_CLOUD_NAME",
    "CLOUDINARY_API_KEY",
    "CLOUDINARY_API_SECRET",
    // Cloudinary's SDK reads it by itself.
    "CLOUDINARY_URL",
    "MIXPANEL_TOKEN",
    "SENTRY_DSN",
    "SENTRY_AUTH_TOKEN",
    "NEW_RELIC",
    "NEW_RELIC_LICENSE_KEY",
    "NEW_RELIC_API_KEY",
    "EMERGENT_LLM_KEY",
    "CLOUDFLARE_API_TOKEN",
  ].map((name) => [name, ""]),
);
