import "server-only";
import { AppError } from "@/lib/core/errors";
import type { LiveEvent } from "../view";
import type { Hub } from "./hub";

/** What a browser may leave lying before it is taken for gone; it comes back and is told what it missed. */
const untaken_at_most = 200;

/**
 * A person's notices as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), in the order in
 * which they became visible. Every event names the notice that the browser has then, by which it goes on after a break, at this
 * process or another. Throws `rate_limited` for a person who has too many open: their browser asks now and then instead.
 */
export function openStream({
  hub,
  user_id,
  session_id,
  after,
  signal,
}: {
  hub: Hub;
  user_id: string;
  session_id: string;
  after: string | null;
  signal: AbortSignal;
}): Response {
  if (!hub.has_room(user_id)) throw new AppError("rate_limited", "You have this open too often to be told at once.");
  let leave: (() => void) | null = null;
  let isBegun = false;

  const body = new ReadableStream<Uint8Array>(
    {
      // Not before somebody reads: an answer to HEAD is never read, and never ends.
      pull(controller) {
        if (isBegun) return;
        isBegun = true;
        begin(controller);
      },
      cancel: () => leave?.(),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // Without `no-transform` the answer would be compressed, and kept until there is enough to compress.
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });

  function begin(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const end = () => {
      leave?.();
      try {
        controller.close();
      } catch {
        // The browser has ended it first.
      }
    };
    const push = (event: LiveEvent) => {
      if (signal.aborted || -(controller.desiredSize ?? 0) > untaken_at_most) return false;
      controller.enqueue(encoder.encode(toText(event)));
      return true;
    };
    // When a process ends, its browsers do not come to the next one all at once.
    controller.enqueue(encoder.encode(`retry: ${2_000 + Math.floor(Math.random() * 3_000)}\n\n`));
    leave = hub.join({ user_id, session_id, after, push, close: end });
    if (!leave) return end();
    signal.addEventListener("abort", end, { once: true });
  }
}

const encoder = new TextEncoder();

/** JSON has no line breaks of its own, so one `data` line holds it. */
function toText(event: LiveEvent): string {
  const id = "id" in event ? `id: ${event.id}\n` : "";
  return `event: ${event.type}\n${id}data: ${JSON.stringify("data" in event ? event.data : {})}\n\n`;
}
