import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { startEmulators } from "../main.ts";

/** The emulators in this process, with the unmodified SDK pointed at them. */
export async function startForTest() {
  const running = await startEmulators({ port: 0, data: null });
  const port = Number(new URL(running.url).port);
  const stripe = new Stripe("sk_test_emulator", { host: "127.0.0.1", port, protocol: "http", maxNetworkRetries: 0, telemetry: false });
  const control = async (path: string, body: object = {}, method = "POST") => {
    const answer = await fetch(`${running.url}/_control/${path}`, { method, ...(method === "GET" ? {} : { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  return { url: running.url, port, stripe, control, close: running.close };
}

export interface ReceivedWebhook {
  path: string;
  body: string;
  signature: string;
  event: Stripe.Event;
}

/** A webhook receiver that keeps what comes, and answers as the test says. */
export async function startReceiver(answerWith: (webhook: ReceivedWebhook) => number = () => 200) {
  const received: ReceivedWebhook[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const webhook = { path: request.url ?? "", body, signature: String(request.headers["stripe-signature"]), event: JSON.parse(body) as Stripe.Event };
      received.push(webhook);
      response.writeHead(answerWith(webhook)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const types = () => received.map(({ event }) => event.type as string);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    types,
    close: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

/** Takes money from a test card at once, as a server does that shows no page. */
export function payWith(stripe: Stripe, payment_method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    amount: 4000,
    currency: "usd",
    payment_method,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    ...more,
  });
}

/** The promise's rejection as a Stripe error. */
export async function failureOf(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("The call was expected to fail.");
}
