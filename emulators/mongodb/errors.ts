import { Double } from "bson";
import type { Doc } from "./values/types.ts";

/** An error that the client is to see: MongoDB's code, its name, labels and extra fields. */
export class CommandError extends Error {
  readonly code: number;
  readonly codeName: string;
  labels: string[] = [];
  readonly fields: Doc;

  constructor(code: number, message: string, fields: Doc = {}) {
    super(message);
    this.code = code;
    this.codeName = CODE_NAMES[code] ?? `Location${code}`;
    this.fields = fields;
  }

  toReply(): Doc {
    const reply: Doc = { ok: new Double(0), errmsg: this.message, code: this.code, codeName: this.codeName, ...this.fields };
    if (this.labels.length > 0) reply["errorLabels"] = this.labels;
    return reply;
  }
}

/** Another transaction holds or has changed what this one wants. Outside a transaction the statement waits and is run again. */
export class WriteConflict extends CommandError {
  constructor() {
    super(112, "WriteConflict error: this operation conflicted with another operation. Please retry your operation or multi-document transaction.");
  }
}

export const badValue = (message: string) => new CommandError(2, message);
export const failedToParse = (message: string) => new CommandError(9, message);

const CODE_NAMES: Record<number, string> = {
  1: "InternalError", 2: "BadValue", 6: "HostUnreachable", 7: "HostNotFound", 9: "FailedToParse", 11: "UserNotFound", 13: "Unauthorized", 14: "TypeMismatch",
  16: "InvalidLength", 20: "IllegalOperation", 26: "NamespaceNotFound", 27: "IndexNotFound", 28: "PathNotViable", 40: "ConflictingUpdateOperators",
  43: "CursorNotFound", 48: "NamespaceExists", 50: "MaxTimeMSExpired", 52: "DollarPrefixedFieldName", 53: "InvalidIdField", 54: "NotSingleValueField", 56: "EmptyFieldName",
  59: "CommandNotFound", 61: "ShardKeyNotFound", 64: "WriteConcernFailed", 66: "ImmutableField", 67: "CannotCreateIndex", 68: "IndexAlreadyExists", 72: "InvalidOptions", 73: "InvalidNamespace",
  79: "UnknownReplWriteConcern", 85: "IndexOptionsConflict", 86: "IndexKeySpecsConflict", 89: "NetworkTimeout", 91: "ShutdownInProgress", 96: "OperationFailed", 100: "UnsatisfiableWriteConcern",
  112: "WriteConflict", 115: "CommandNotSupported", 117: "ConflictingOperationInProgress", 121: "DocumentValidationFailure", 166: "CommandNotSupportedOnView", 125: "CommandFailed", 133: "FailedToSatisfyReadPreference", 134: "ReadConcernMajorityNotAvailableYet",
  168: "InvalidPipelineOperator", 171: "CannotIndexParallelArrays", 189: "PrimarySteppedDown", 197: "InvalidIndexSpecificationOption", 206: "NoSuchSession", 211: "KeyNotFound", 217: "IncompleteTransactionHistory", 225: "TransactionTooOld",
  238: "NotImplemented", 246: "SnapshotUnavailable", 251: "NoSuchTransaction", 256: "TransactionCommitted", 257: "TransactionTooLarge", 262: "ExceededTimeLimit", 263: "OperationNotSupportedInTransaction",
  276: "IndexBuildAborted", 334: "ErrMechanismUnavailable", 391: "ReauthenticationRequired", 9001: "SocketException", 10107: "NotWritablePrimary", 10334: "BSONObjectTooLarge", 11000: "DuplicateKey", 11600: "InterruptedAtShutdown", 11601: "Interrupted", 11602: "InterruptedDueToReplStateChange",
  13297: "DatabaseDifferCase", 13435: "NotPrimaryNoSecondaryOk", 13436: "NotPrimaryOrSecondary",
};
