import "server-only";
import pino, { type Logger } from "pino";
import { env } from "@/lib/config/env";

/** Names under which a secret could travel in a logged object; their values never reach the log. */
const secretNames = ["password", "token", "secret", "client_secret", "authorization", "cookie", "card", "number", "cvc", "secret_url", "secret_key", "api_key"];

let logger: Logger | null = null;

/** One JSON line an entry; level by LOG_LEVEL. Log ids and figures, never a document or a request body. */
export function log(): Logger {
  logger ??= pino({
    level: env().log_level,
    base: { pid: process.pid },
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
  });
  return logger;
}
