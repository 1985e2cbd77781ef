import { noneYet } from "../view";

/** For tests: what a browser's EventSource makes of an answer, event by event. */
export interface ReadStream {
  events: { type: string; id: string | undefined; data: Record<string, unknown> }[];
  /** What the browser would name when it comes back. */
  lastId(): string;
  /** Ids of the notices in the order in which they came. */
  noticeIds(): (string | undefined)[];
  isOver(): boolean;
  leave(): Promise<void>;
}

export function readStream(response: Response): ReadStream {
  const reader = response.body?.getReader();
  if (!reader) throw new Error("the answer has no body");
  const events: ReadStream["events"] = [];
  let isOver = false;
  void (async () => {
    let text = "";
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done) break;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      events.push(...blocks.map(toEvent).filter((event) => event.type !== ""));
    }
    isOver = true;
  })();
  return {
    events,
    lastId: () => events.findLast(({ id }) => id !== undefined)?.id ?? noneYet,
    noticeIds: () => events.filter(({ type }) => type === "notice").map(({ id }) => id),
    isOver: () => isOver,
    leave: () => reader.cancel(),
  };
}

function toEvent(block: string): ReadStream["events"][number] {
  const fields = new Map(block.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
  return { type: fields.get("event") ?? "", id: fields.get("id"), data: JSON.parse(fields.get("data") ?? "{}") as Record<string, unknown> };
}
