import Stripe from "stripe";

export const emulatorsUrl = process.env.EMULATORS_URL ?? "";

export interface Mail {
  subject: string;
  to: string[];
  text: string;
  html: string;
  attachments: { filename: string; content_base64: string; content_type: string }[];
}

/** Newest first. */
export async function mailsTo(email: string): Promise<Mail[]> {
  return ask(`/_inspect/mails?to=${encodeURIComponent(email)}`);
}

/** A coach of the demonstration has many clients: these are the mails about one session. One that is called off has no page to lead to, but an entry to take out. */
export async function mailsAbout(bookingId: string, email: string): Promise<Mail[]> {
  const names = (text: string) => text.includes(bookingId);
  return (await mailsTo(email)).filter(({ html, attachments }) => names(html) || attachments.some(({ content_base64 }) => names(Buffer.from(content_base64, "base64").toString("utf8").replaceAll("\r\n ", ""))));
}

/** The one link of a mail that leads to this path of the app. */
export function linkIn(mail: Mail, path: string): string {
  const links = new Set([...mail.text.matchAll(/https?:\/\/\S+/g)].map(([link]) => link).filter((link) => new URL(link).pathname === path));
  const [link] = links;
  if (!link || links.size > 1) throw new Error(`expected one link to ${path}, found ${links.size} in: ${mail.text}`);
  return link;
}

export interface ProviderEvent {
  type: string;
  subjects: string[];
  pending_webhooks: number;
}

export function providerEvents(type: string): Promise<ProviderEvent[]> {
  return ask(`/_inspect/events?type=${type}`);
}

/** The next requests that fit go wrong in this way. */
export async function addFault(fault: { emulator: "stripe" | "resend"; method: string; path: string; kind: "status" | "drop_after"; status?: number; times: number }): Promise<void> {
  await ask("/_control/faults", { method: "POST", body: JSON.stringify(fault) });
}

export async function clearFaults(): Promise<void> {
  await ask("/_control/faults", { method: "DELETE" });
}

export function stripeEmulator(): Stripe {
  const { hostname, port } = new URL(emulatorsUrl);
  return new Stripe("sk_test_emulator", { host: hostname, port, protocol: "http", telemetry: false });
}

/** What Stripe knows of one booking. */
export async function moneyOf(bookingId: string): Promise<{ intents: Stripe.PaymentIntent[]; charges: Stripe.Charge[]; refunds: Stripe.Refund[] }> {
  const stripe = stripeEmulator();
  const intents = (await stripe.paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 })).filter(({ metadata }) => metadata.booking_id === bookingId);
  const of = intents.map(({ id }) => id);
  const charges = (await Promise.all(of.map((payment_intent) => stripe.charges.list({ payment_intent })))).flatMap(({ data }) => data);
  const refunds = (await Promise.all(of.map((payment_intent) => stripe.refunds.list({ payment_intent })))).flatMap(({ data }) => data);
  return { intents, charges, refunds };
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(emulatorsUrl + path, init);
  if (!answer.ok) throw new Error(`${init.method ?? "GET"} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
