/** Where webhooks go, and with which secrets they are signed. */
export interface WebhookSettings {
  webhook_urls: string[];
  webhook_secret: string;
  connect_webhook_urls: string[];
  connect_webhook_secret: string;
}

/** What the environment says. Connected accounts' events go beside the platform's unless STRIPE_CONNECT_WEBHOOK_URL names another place. */
export function webhookSettings(environment: NodeJS.ProcessEnv): WebhookSettings {
  const webhook_urls = listed(environment.STRIPE_WEBHOOK_URL);
  return {
    webhook_urls,
    webhook_secret: environment.STRIPE_WEBHOOK_SECRET || "whsec_emulator",
    connect_webhook_urls: environment.STRIPE_CONNECT_WEBHOOK_URL ? listed(environment.STRIPE_CONNECT_WEBHOOK_URL) : webhook_urls.map(connectUrlBeside),
    connect_webhook_secret: environment.STRIPE_CONNECT_WEBHOOK_SECRET || "whsec_emulator_connect",
  };
}

/** "…/api/stripe/webhook" has "…/api/stripe/webhook/connect" beside it. */
export function connectUrlBeside(url: string): string {
  return `${url.replace(/\/$/, "")}/connect`;
}

export function endpointsOf(settings: WebhookSettings): { url: string; secret: string; connect: boolean }[] {
  return [
    ...settings.webhook_urls.map((url) => ({ url, secret: settings.webhook_secret, connect: false })),
    ...settings.connect_webhook_urls.map((url) => ({ url, secret: settings.connect_webhook_secret, connect: true })),
  ];
}

function listed(urls: string | undefined): string[] {
  return (urls ?? "")
    .split(",")
    .map((url) => url.trim())
    .filter((url) => url !== "");
}
