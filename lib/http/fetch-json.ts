/** The browser's side of the error envelope in route.ts. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Record<string, string>;
  readonly details: Record<string, unknown>;

  constructor(status: number, failure: { code: string; message: string; fields?: Record<string, string>; details?: Record<string, unknown> }) {
    super(failure.message);
    this.name = "RequestFailed";
    this.status = status;
    this.code = failure.code;
    this.fields = failure.fields ?? {};
    this.details = failure.details ?? {};
  }
}

/** Sends and reads JSON; every failure, a lost connection too, is a RequestFailed whose message can be shown. */
export async function fetchJson<T>(path: string, options: { method?: string; body?: unknown } = {}): Promise<T> {
  const response = await fetch(path, {
    method: options.method ?? (options.body === undefined ? "GET" : "POST"),
    ...(options.body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(options.body) }),
  }).catch(() => {
    throw new RequestFailed(0, { code: "offline", message: "We could not be reached. Check your connection and try again." });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toFailure(response.status, answer);
  return answer as T;
}

/** What an answer that is no success says, for those who cannot use fetch. */
export function toFailure(status: number, answer: unknown): RequestFailed {
  if (answer !== null && typeof answer === "object" && "error" in answer) {
    return new RequestFailed(status, answer.error as ConstructorParameters<typeof RequestFailed>[1]);
  }
  return new RequestFailed(status, { code: "internal", message: "Something went wrong on our side. Try again in a moment." });
}
