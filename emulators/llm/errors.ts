import type { EmulatorResponse } from "../emulator.ts";

/** An error as OpenAI words it: https://platform.openai.com/docs/guides/error-codes */
export class LlmRefusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly param: string | null;

  constructor(
    status: number,
    message: string,
    { type = "invalid_request_error", code = null, param = null }: { type?: string; code?: string | null; param?: string | null } = {},
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
  }
}

export function refusalAnswer({ status, message, type, code, param }: LlmRefusal): EmulatorResponse {
  return { status, headers: status === 429 ? { "retry-after": "1" } : {}, body: { error: { message, type, param, code } } };
}

/** The words of an answer that a fault asked for. */
export function faultAnswer(status: number): EmulatorResponse {
  const { message, ...rest } = faults[status] ?? {
    message: "The server had an error while processing your request. Sorry about that!",
    type: "server_error",
    code: null,
  };
  return refusalAnswer(new LlmRefusal(status, message, rest));
}

const faults: Record<number, { message: string; type: string; code: string | null }> = {
  401: { message: "Incorrect API key provided.", type: "invalid_request_error", code: "invalid_api_key" },
  403: { message: "Country, region, or territory not supported", type: "request_forbidden", code: "unsupported_country_region_territory" },
  429: { message: "You exceeded your current quota, please check your plan and billing details.", type: "insufficient_quota", code: "insufficient_quota" },
  503: { message: "The engine is currently overloaded, please try again later.", type: "server_error", code: null },
};
