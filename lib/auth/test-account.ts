import { POST as registerRoute } from "@/app/api/account/register/route";
import { POST as signInRoute } from "@/app/api/account/sign-in/route";
import type { SessionUser } from "./session";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Calls a handler as a browser on our own site does. */
export async function post(handler: Handler, body: unknown, cookie = ""): Promise<Response> {
  const headers = { "content-type": "application/json", origin: "http://localhost:3000", ...(cookie && { cookie }) };
  const request = new Request("http://localhost:3000/api/account", { method: "POST", headers, body: JSON.stringify(body) });
  return handler(request, { params: Promise.resolve({}) });
}

/** The same for other methods, addresses with an id in them, and another browser. */
export async function call(handler: Handler, method: string, options: { body?: unknown; cookie?: string; params?: Record<string, string>; user_agent?: string } = {}): Promise<Response> {
  const { body, cookie, params = {}, user_agent } = options;
  const headers = { origin: "http://localhost:3000", ...(cookie && { cookie }), ...(user_agent && { "user-agent": user_agent }), ...(body !== undefined && { "content-type": "application/json" }) };
  const request = new Request("http://localhost:3000/api/account", { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return handler(request, { params: Promise.resolve(params) });
}

export const password = "a long enough phrase";

let count = 0;

export function aRegistration(changes: Record<string, unknown> = {}) {
  count += 1;
  return {
    name: "Priya Raman",
    email: `priya${count}@example.com`,
    password,
    role: "consumer",
    market_id: "US_USD",
    timezone: "America/New_York",
    terms_accepted: true,
    ...changes,
  };
}

/** A registered person with the cookie of the session that registering began. */
export async function aPerson(changes: Record<string, unknown> = {}): Promise<{ user: SessionUser; cookie: string }> {
  const response = await post(registerRoute, aRegistration(changes));
  if (response.status !== 201) throw new Error(`registering answered ${response.status}: ${await response.text()}`);
  const { user } = (await response.json()) as { user: SessionUser };
  return { user, cookie: cookieOf(response) };
}

export function signInAs(email: string, word = password): Promise<Response> {
  return post(signInRoute, { email, password: word });
}

export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

/** The envelope without its request id, which is new each time. */
export async function failureOf(response: Response): Promise<{ status: number; error: Record<string, unknown> }> {
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  const { request_id: _id, ...rest } = error;
  return { status: response.status, error: rest };
}
