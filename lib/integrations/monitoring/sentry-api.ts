import "server-only";
import { env } from "@/lib/config/env";
import { callProvider } from "../provider-call";

/** A refusal of Sentry's web API, in a sentence that says what to do. */
export class SentryApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Sentry's web API, https://docs.sentry.io/api/. In a path, {organization} and {project} are those of the environment. */
export async function askSentry<T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object): Promise<T> {
  const config = env().sentry_api;
  if (!config) throw new Error("Set SENTRY_AUTH_TOKEN, SENTRY_ORG and SENTRY_PROJECT.");
  const { token, organization, project, api_url } = config;
  const address = `${api_url}/${path.replace("{organization}", organization).replace("{project}", project)}`;
  return callProvider({ provider: "sentry", operation: `${method} ${path}` }, async () => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) };
    const response = await fetch(address, { method, headers, signal: AbortSignal.timeout(10_000), ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new SentryApiError(response.status, `${mending[response.status] ?? "Sentry refused it"} (${response.status}: ${text.slice(0, 300)})`);
    return (text === "" ? null : JSON.parse(text)) as T;
  });
}

const mending: Record<number, string> = {
  401: "SENTRY_AUTH_TOKEN is not accepted: make a new one in Sentry under Settings, Auth Tokens",
  403: "The token may not do this: it needs alerts:write and project:read",
  404: "There is no such organization or project: compare SENTRY_ORG and SENTRY_PROJECT with the address of the project in Sentry",
};
