import type { Connect, FrameCalls, FrameEvent } from "../shared/protocol.ts";

export interface FrameChannel {
  ask<Name extends keyof FrameCalls>(name: Name, ...args: Parameters<FrameCalls[Name]>): Promise<ReturnType<FrameCalls[Name]>>;
  close(): void;
}

/** Talks with one frame over a port that nobody else holds. */
export function openFrameChannel(frame: HTMLIFrameElement, hello: Connect, onEvent: (event: FrameEvent) => void): FrameChannel {
  const { port1, port2 } = new MessageChannel();
  const waiting = new Map<number, (value: unknown) => void>();
  let asked = 0;

  port1.onmessage = ({ data }: MessageEvent<FrameEvent | { answer: number; value: unknown }>) => {
    if ("event" in data) return onEvent(data);
    waiting.get(data.answer)?.(data.value);
    waiting.delete(data.answer);
  };
  frame.contentWindow?.postMessage(hello, new URL(frame.src).origin, [port2]);

  return {
    ask: (name, ...args) =>
      new Promise((resolve) => {
        asked += 1;
        waiting.set(asked, resolve as (value: unknown) => void);
        port1.postMessage({ ask: asked, name, args });
      }),
    close: () => port1.close(),
  };
}
