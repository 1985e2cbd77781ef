import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { EmulatorStore } from "../../../emulators/emulator";
import { emails } from "../../../emulators/resend/emails";
import type { StoredEmail } from "../../../emulators/resend/emails";
import { createResendEmulator } from "../../../emulators/resend/resend-emulator";
import { startServer } from "../../../emulators/server";

export interface TestResend {
  /** Every mail that was taken, the oldest first. */
  mails(): StoredEmail[];
  control(path: string, body: object): Promise<unknown>;
}

type Receiver = (request: Request) => Promise<Response>;

/**
 * For tests: an emulated Resend of the calling file's own, so that its faults hit nobody else. Call it before
 * setUpTestDatabase(), which reads the environment. With `receive`, its webhooks arrive there over HTTP.
 */
export function setUpTestResend({ receive }: { receive?: Receiver } = {}): TestResend {
  let url = "";
  let store: EmulatorStore;
  let closing: (() => Promise<unknown>)[] = [];
  const control = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };

  beforeAll(async () => {
    const running = await startServer({ port: 0, data: null, emulators: [(context) => createResendEmulator({ ...context, store: (store = context.store) })] });
    url = running.url;
    process.env.EMULATORS_URL = url;
    closing = [() => running.close()];
    if (!receive) return;
    const inbox = await listen(receive);
    closing.push(() => new Promise((resolve) => inbox.close(resolve)));
    await control("resend/webhook-endpoints", { urls: [`http://127.0.0.1:${(inbox.address() as AddressInfo).port}/`] });
  });
  beforeEach(() => control("reset", {}));
  afterAll(async () => {
    for (const close of closing) await close();
  });
  return { mails: () => store.list<StoredEmail>(emails), control };
}

function listen(receive: Receiver): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    void toRequest(incoming)
      .then(receive)
      .then(async (response) => outgoing.writeHead(response.status).end(await response.text()));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return new Request("http://localhost:3000/api/resend/webhook", { method: "POST", headers: incoming.headers as Record<string, string>, body: Buffer.concat(chunks) });
}
