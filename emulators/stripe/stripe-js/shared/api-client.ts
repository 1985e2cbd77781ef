import type { StripeError } from "@stripe/stripe-js";
import type { CallOutcome } from "./protocol.ts";

/** One call of the API with the publishable key; a failure is an answer, never an exception. */
export async function callApi(call: {
  origin: string;
  key: string;
  method: "GET" | "POST";
  path: string;
  params: Record<string, unknown>;
}): Promise<CallOutcome> {
  const form = new URLSearchParams();
  appendAll(form, call.params, "");
  const isGet = call.method === "GET";
  try {
    const answer = await fetch(`${call.origin}${call.path}${isGet ? `?${form}` : ""}`, {
      method: call.method,
      headers: { authorization: `Bearer ${call.key}` },
      credentials: "omit",
      ...(isGet ? {} : { body: form }),
    });
    const body = (await answer.json()) as Record<string, unknown>;
    return answer.ok ? { object: body } : { error: body.error as StripeError };
  } catch {
    return {
      error: {
        type: "api_connection_error",
        message: "An error occurred while trying to communicate with Stripe. Check your network connection and try again.",
      } as StripeError,
    };
  }
}

function appendAll(form: URLSearchParams, value: unknown, name: string): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "object") return form.append(name, String(value));
  for (const [key, inner] of Object.entries(value)) appendAll(form, inner, name === "" ? key : `${name}[${key}]`);
}
