import "server-only";
import { MongoServerError } from "mongodb";

/** The fields of the unique index that refused a write, or null where the error is another one. */
export function duplicateKeyFields(error: unknown): string[] | null {
  if (!(error instanceof MongoServerError) || error.code !== 11000) return null;
  const pattern: unknown = error.keyPattern;
  return pattern !== null && typeof pattern === "object" ? Object.keys(pattern) : [];
}

/** Another transaction kept what this one wanted, perhaps one of a process that was killed. It passes by itself. */
export class TransactionConflict extends Error {
  constructor() {
    super("the database was busy with the same rows for too long");
  }
}
