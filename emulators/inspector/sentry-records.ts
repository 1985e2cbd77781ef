import type { StoredSentryEvent } from "../sentry/ingest.ts";

interface SentPayload {
  exception?: { values?: SentException[] };
  message?: string | { formatted?: string };
  tags?: Record<string, string>;
  user?: { id?: string; email?: string; role?: string };
  release?: string;
  environment?: string;
  transaction?: string;
  breadcrumbs?: { timestamp?: number; category?: string; message?: string; data?: unknown }[];
}

interface SentException {
  type?: string;
  value?: string;
  stacktrace?: { frames?: { filename?: string; function?: string; lineno?: number; colno?: number; in_app?: boolean }[] };
}

/** The parts of an error or a message that a person, or a test, looks for. */
export function describeEvent({ payload }: StoredSentryEvent) {
  const { exception, message, tags = {}, user = {}, release = null, environment = null, transaction = null, breadcrumbs = [] } = payload as SentPayload;
  const thrown = exception?.values?.at(-1);
  const said = typeof message === "string" ? message : (message?.formatted ?? null);
  return {
    title: said ? "Message" : (thrown?.type ?? "Error"),
    message: said ?? thrown?.value ?? "",
    tags,
    user,
    release,
    environment,
    transaction,
    breadcrumbs: breadcrumbs.map(({ category, message: text, data }) => [category, text, data ? JSON.stringify(data) : null].filter(Boolean).join("  ")),
  };
}

/** The innermost call first, as a person reads it. */
export function framesOf({ payload }: StoredSentryEvent): string[] {
  const frames = (payload as SentPayload).exception?.values?.at(-1)?.stacktrace?.frames ?? [];
  return frames.toReversed().map(({ filename, function: name, lineno, colno, in_app }) => `${in_app ? "" : "  "}${name ?? "?"}  ${filename}:${lineno}:${colno}`);
}
