import { type CommandError } from "../errors.ts";
import type { Doc } from "../values/types.ts";
import type { Fault } from "./fail-points.ts";

const RETRYABLE = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
/** Errors after which the whole transaction may be tried again. */
const TRANSIENT = new Set([24, 112, 246, 267]);
const NO_SUCH_TRANSACTION = 251;

/** The labels by which a driver knows what it may try again. */
export function addLabels(error: CommandError, request: { name: string; body: Doc; fault: Fault | null; isWriteConcern?: boolean }): CommandError {
  const { name, body, fault } = request;
  if (fault?.error === error && fault.namesLabels) return error;
  const ends = name === "commitTransaction" || name === "abortTransaction";
  const isInTransaction = body["autocommit"] === false;
  const labels = new Set(error.labels);
  if (isInTransaction && !request.isWriteConcern && (TRANSIENT.has(error.code) || error.code === NO_SUCH_TRANSACTION || !ends && RETRYABLE.has(error.code))) labels.add("TransientTransactionError");
  if (RETRYABLE.has(error.code) && body["txnNumber"] !== undefined && (ends || !isInTransaction)) labels.add("RetryableWriteError");
  error.labels = [...labels];
  return error;
}
