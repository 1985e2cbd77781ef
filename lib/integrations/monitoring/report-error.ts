import "server-only";
import { env } from "@/lib/config/env";
import { log } from "@/lib/log/log";

export type ErrorArea = "http" | "auth" | "payments" | "bookings" | "mail" | "worker" | "pages" | "pictures" | "notices";

/**
 * Tells Sentry and New Relic of an error that is our bug or a provider's failure, and logs it. Never throws and is never
 * waited for: monitoring must not break what it watches. Both are silent without their keys.
 */
export function reportError(error: unknown, context: { area: ErrorArea; request_id?: string; route?: string; user_id?: string }): void {
  const cause = error instanceof Error ? error : new Error(String(error));
  log().error({ ...context, err: cause }, cause.message);
  void notify(cause, context).catch((failure: unknown) => log().warn({ err: failure }, "an error could not be reported"));
}

async function notify(error: Error, context: { area: ErrorArea; request_id?: string; route?: string; user_id?: string }): Promise<void> {
  const { sentry, newrelic } = env();
  const { user_id, ...tags } = context;
  if (sentry) {
    const Sentry = await import("@sentry/nextjs");
    Sentry.captureException(error, { tags, ...(user_id ? { user: { id: user_id } } : {}) });
  }
  if (newrelic) {
    const agent = await import("newrelic");
    agent.default.noticeError(error, { ...tags, ...(user_id ? { user_id } : {}) });
  }
}
