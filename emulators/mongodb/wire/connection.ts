import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Doc } from "../values/types.ts";
import { readRequest, writeReply } from "./messages.ts";
import type { Request } from "./messages.ts";

const MAX_MESSAGE_BYTES = 48_000_000;

/** What a command came to: a reply, or nothing at all, as when a test asks for a lost connection. */
export type Answer = Doc | "hang up";

/** One client's connection: its requests are run one after another, as they came. */
export function serveConnection(socket: Duplex, answer: (body: Doc) => Promise<Answer>): void {
  let received: Buffer[] = [];
  let size = 0;
  let running: Promise<void> = Promise.resolve();

  if (socket instanceof Socket) socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("data", (data: Buffer) => {
    received.push(data);
    size += data.length;
    for (let message = nextMessage(); message; message = nextMessage()) {
      const complete = message;
      running = running.then(() => run(complete));
    }
  });

  function nextMessage(): Buffer | null {
    if (size < 16) return null;
    if ((received[0]?.length ?? 0) < 4) received = [Buffer.concat(received)];
    const length = received[0]?.readInt32LE(0) ?? 0;
    if (length < 16 || length > MAX_MESSAGE_BYTES) {
      socket.destroy();
      size = 0;
      return null;
    }
    if (size < length) return null;
    const all = received.length === 1 ? received[0] : Buffer.concat(received);
    const message = all?.subarray(0, length) ?? Buffer.alloc(0);
    const rest = all?.subarray(length) ?? Buffer.alloc(0);
    received = rest.length > 0 ? [rest] : [];
    size = rest.length;
    return message;
  }

  async function run(message: Buffer): Promise<void> {
    if (socket.destroyed) return;
    let request: Request;
    try {
      request = readRequest(message);
    } catch (error) {
      process.stderr.write(`mongodb: a message could not be read: ${error instanceof Error ? error.message : String(error)}\n`);
      socket.destroy();
      return;
    }
    const reply = await answer(request.body);
    if (reply === "hang up") socket.destroy();
    else if (request.wantsReply && !socket.destroyed) socket.write(writeReply(request, reply));
  }
}
