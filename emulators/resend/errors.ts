import type { EmulatorResponse } from "../emulator.ts";

/** An answer that Resend would refuse with; names and statuses: https://resend.com/docs/api-reference/errors */
export class ResendRefusal extends Error {
  readonly reason: keyof typeof statuses;
  readonly status: number;

  constructor(reason: keyof typeof statuses, message: string, status: number = statuses[reason]) {
    super(message);
    this.reason = reason;
    this.status = status;
  }
}

export function refusalAnswer({ status, message, reason }: ResendRefusal): EmulatorResponse {
  return { status, body: { statusCode: status, message, name: reason } };
}

/** The words of an answer that a fault asked for. */
export function faultAnswer(status: number): EmulatorResponse {
  const answer = refusalAnswer(new ResendRefusal(faults[status] ?? (status >= 500 ? "internal_server_error" : "validation_error"), "A fault was asked for.", status));
  return status === 429 ? { ...answer, headers: { "retry-after": "1", "ratelimit-remaining": "0", "ratelimit-reset": "1" } } : answer;
}

const statuses = {
  invalid_idempotency_key: 400,
  missing_api_key: 401,
  invalid_api_key: 403,
  not_found: 404,
  method_not_allowed: 405,
  invalid_idempotent_request: 409,
  concurrent_idempotent_requests: 409,
  validation_error: 422,
  missing_required_field: 422,
  invalid_attachment: 422,
  rate_limit_exceeded: 429,
  daily_quota_exceeded: 429,
  internal_server_error: 500,
} as const;

const faults: Record<number, keyof typeof statuses> = {
  401: "missing_api_key",
  403: "invalid_api_key",
  404: "not_found",
  409: "concurrent_idempotent_requests",
  429: "rate_limit_exceeded",
};
