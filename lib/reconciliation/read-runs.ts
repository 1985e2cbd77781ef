import "server-only";
import type { ReconciliationDocument } from "./schema";
import { listRuns } from "./store";

/** Enough to find the last one that went through. */
const looked = 10;

/** The latest comparisons, the newest first. */
export function readRuns(): Promise<ReconciliationDocument[]> {
  return listRuns(looked);
}
