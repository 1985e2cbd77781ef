/** What a browser's EventSource makes of the server's answer, for tests that must see each event and end a connection at will. */
export interface OpenStream {
  status: number;
  headers: Headers;
  /** Ids of the notices in the order in which they came. */
  notices: string[];
  /** What a browser names when it comes back. */
  lastId(): string;
  types(): string[];
  isOver(): boolean;
  leave(): void;
}

export async function openStream(appUrl: string, { cookie, lastId }: { cookie: string; lastId?: string }): Promise<OpenStream> {
  const leaving = new AbortController();
  const headers = { cookie, accept: "text/event-stream", ...(lastId !== undefined && { "last-event-id": lastId }) };
  const response = await fetch(`${appUrl}/api/notices/stream`, { headers, signal: leaving.signal });
  const events: { type: string; id: string | undefined }[] = [];
  let isOver = false;
  void read(response, events).then(() => (isOver = true));
  return {
    status: response.status,
    headers: response.headers,
    get notices() {
      return events.flatMap(({ type, id }) => (type === "notice" && id ? [id] : []));
    },
    lastId: () => events.findLast(({ id }) => id)?.id ?? "none",
    types: () => events.map(({ type }) => type),
    isOver: () => isOver,
    leave: () => leaving.abort(),
  };
}

async function read(response: Response, events: { type: string; id: string | undefined }[]): Promise<void> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  for (let text = ""; ;) {
    const chunk = await reader?.read().catch(() => undefined);
    if (!chunk?.value) return;
    text += decoder.decode(chunk.value, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const type = /^event: (.*)$/m.exec(block)?.[1];
      if (type) events.push({ type, id: /^id: (.*)$/m.exec(block)?.[1] });
    }
  }
}
