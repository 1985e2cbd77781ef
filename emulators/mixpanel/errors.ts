import type { EmulatorResponse } from "../emulator.ts";

/** What Mixpanel takes no event for; its words where they are known. */
export class MixpanelRefusal extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

/** "1" or "0", or with verbose=1 the same as JSON. https://docs.mixpanel.com/reference/track-event */
export function answer(error: MixpanelRefusal | null, isVerbose: boolean): EmulatorResponse {
  const status = error?.status ?? 200;
  if (isVerbose) return { status, body: { status: error ? 0 : 1, error: error?.message ?? null } };
  return { status, headers: { "content-type": "text/plain" }, body: error ? "0" : "1" };
}

/** The words of an answer that a fault asked for. */
export function faultAnswer(status: number): EmulatorResponse {
  const error = faults[status] ?? "internal error";
  return { status, headers: status === 429 ? { "retry-after": "2" } : {}, body: { code: status, error, status: 0 } };
}

const faults: Record<number, string> = {
  400: "some data points in the request failed validation",
  401: "Invalid credentials",
  403: "Forbidden",
  413: "request exceeds max limit of 10485760 bytes",
  429: "Project exceeded rate limits. Please retry the request with exponential backoff.",
};
