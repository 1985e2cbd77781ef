import "server-only";
import { release } from "@/lib/config/release";
import { scrub, scrubText } from "@/lib/core/scrub";
import { log } from "@/lib/log/log";
import type { ErrorArea } from "./areas";
import { quietly, tellNewRelic } from "./quietly";
import { requestScope, type ScopeUser } from "./request-scope";
import { monitoring } from "./state";

export type { ErrorArea } from "./areas";

interface ErrorContext {
  area: ErrorArea;
  request_id?: string;
  route?: string;
  user_id?: string;
  user?: ScopeUser | null;
}

/**
 * Tells Sentry and New Relic of an error that is our bug or a provider's failure, and logs it. Never throws and is never
 * waited for: monitoring must not break what it watches. Both are silent where they were not started. What the caller
 * leaves out is taken from the request around.
 */
export function reportError(error: unknown, context: ErrorContext): void {
  const cause = error instanceof Error ? error : new Error(String(error));
  const { tags, user } = describe(context);
  log().error({ ...tags, ...(user && { user_id: user.id }), err: scrubbedError(cause) }, scrubText(cause.message));
  quietly(() => monitoring().sentry?.captureException(cause, { tags, ...(user && { user: { ...user } }) }));
  noticeInNewRelic(cause, { tags, user_id: user?.id ?? null });
}

/** The same of what is no error but ought to be looked at. */
export function reportMessage(message: string, { level, extra, ...context }: ErrorContext & { level: "info" | "warning" | "error"; extra?: Record<string, unknown> }): void {
  const { tags, user } = describe(context);
  log()[level === "warning" ? "warn" : level]({ ...tags, ...scrub(extra ?? {}) }, scrubText(message));
  quietly(() => monitoring().sentry?.captureMessage(message, { level, tags, ...(extra && { extra }), ...(user && { user: { ...user } }) }));
}

/** New Relic has no hook through which all of it goes, so what it is given is scrubbed before. */
export function noticeInNewRelic(error: Error, { tags, user_id }: { tags: Record<string, string>; user_id: string | null }): void {
  tellNewRelic((agent) => agent.noticeError(scrubbedError(error), { ...tags, ...(release && { release }), ...(user_id && { user_id }) }));
}

function describe(context: ErrorContext): { tags: Record<string, string>; user: ScopeUser | { id: string } | null } {
  const scope = requestScope();
  const { area, user_id } = context;
  const route = context.route ?? scope?.route ?? area;
  const request_id = context.request_id ?? scope?.request_id;
  // A route that says no more than "http" is called by its path.
  const tags = { area: area === "http" && scope ? scope.area : area, route, ...(request_id && { request_id }) };
  return { tags, user: context.user ?? scope?.user ?? (user_id ? { id: user_id } : null) };
}

function scrubbedError(error: Error): Error {
  const message = scrubText(error.message);
  const stack = scrubText(error.stack ?? "");
  if (message === error.message && stack === error.stack) return error;
  const copy = new Error(message);
  copy.name = error.name;
  copy.stack = stack;
  return copy;
}
