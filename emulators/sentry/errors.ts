import type { EmulatorResponse } from "../emulator.ts";

/** What Sentry refuses; its words where they are known. */
export class SentryRefusal extends Error {
  readonly status: number;
  /** Where single fields are wrong, the API names them. */
  readonly fields: Record<string, string[]> | null;

  constructor(status: number, detail: string, fields: Record<string, string[]> | null = null) {
    super(detail);
    this.status = status;
    this.fields = fields;
  }
}

export function refusalAnswer({ status, message, fields }: SentryRefusal): EmulatorResponse {
  return { status, headers: status === 403 ? { "x-sentry-error": message } : {}, body: fields ?? { detail: message } };
}

/** The words of an answer that a fault asked for. https://develop.sentry.dev/sdk/expected-features/rate-limiting/ */
export function faultAnswer(status: number): EmulatorResponse {
  const answer = refusalAnswer(new SentryRefusal(status, faults[status] ?? "Internal error"));
  return status === 429 ? { ...answer, headers: { "retry-after": "60", "x-sentry-rate-limits": "60:error;transaction:organization" } } : answer;
}

const faults: Record<number, string> = {
  401: "Invalid token",
  403: "event submission rejected with_reason: ProjectId",
  404: "The requested resource does not exist",
  429: "Sentry dropped data due to a quota or internal rate limit being reached. This will not affect your application.",
};
