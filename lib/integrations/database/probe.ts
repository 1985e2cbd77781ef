import "server-only";
import { type Db, MongoServerError } from "mongodb";
import { getDb } from "@/lib/db/client";
import { collectionNames, wantedIndexes } from "@/lib/db/indexes";
import { connectionReason } from "@/lib/integrations/provider-answer";
import { checkOf, clockCheck, fails, found, holds, latencyCheck, type Probe } from "@/lib/probes/check";
import type { CheckResult, Finding } from "@/lib/probes/schema";
import { writeSignal } from "@/lib/probes/signals";

const timeoutMS = 4_000;

interface Hello {
  setName?: string;
  msg?: string;
  localTime?: Date;
}

/** A ping, a write, and whether every index is there that the product leans on; through the app's own connections. */
export const databaseProbe: Probe = {
  service: "database",
  mode: ({ mongo_url }) => (isEmbedded(mongo_url) ? "emulated" : "live"),
  async ask({ env, now, machineNow }) {
    if (!env.mongo_url) return { latency_ms: null, checks: [fails("A database is named", found("database", "not_set"))] };
    const db = getDb();
    const started = performance.now();
    try {
      const hello = (await db.command({ hello: 1 }, { timeoutMS })) as Hello;
      const latency_ms = Math.round(performance.now() - started);
      return {
        latency_ms,
        checks: [
          holds("Answers"),
          setCheck(hello),
          await writeCheck(now),
          await indexCheck(db),
          clockCheck("database", hello.localTime, machineNow()),
          latencyCheck("database", latency_ms),
        ],
      };
    } catch (error) {
      return { latency_ms: null, checks: [fails("Answers", connectionFinding(error))] };
    }
  },
};

/** The embedded server listens on a socket of its own. */
export function isEmbedded(mongoUrl: string | null): boolean {
  return /^mongodb:\/\/%2F.*mongodb\.sock/i.test(mongoUrl ?? "");
}

function setCheck({ setName, msg }: Hello): CheckResult {
  return checkOf("Has transactions", setName || msg === "isdbgrid" ? null : found("database", "no_replica_set"));
}

async function writeCheck(now: Date): Promise<CheckResult> {
  const name = "Takes a write";
  try {
    await writeSignal("probe_write", now);
    return holds(name);
  } catch (error) {
    if (error instanceof MongoServerError) return fails(name, found("database", "read_only", { reason: error.codeName ?? String(error.code ?? "refused") }));
    return fails(name, connectionFinding(error));
  }
}

/** By key and by being unique, since a name may have been chosen otherwise by an earlier release. */
async function indexCheck(db: Db): Promise<CheckResult> {
  const name = "Every index is there";
  const present = new Set((await db.listCollections({}, { nameOnly: true, timeoutMS }).toArray()).map((collection) => collection.name));
  const absent = collectionNames.filter((each) => !present.has(each));
  if (absent.length > 0) return fails(name, found("database", "not_prepared", { names: short(absent) }));
  const missing = await Promise.all(
    Object.entries(wantedIndexes).map(async ([collection, wanted]) => {
      const there = await db.collection(collection).indexes({ timeoutMS });
      return wanted
        .filter(({ key, unique }) => !there.some((index) => JSON.stringify(index.key) === JSON.stringify(key) && Boolean(index.unique) === Boolean(unique)))
        .map(({ key }) => `${collection} {${Object.keys(key).join(", ")}}`);
    }),
  );
  const names = missing.flat();
  return checkOf(name, names.length > 0 ? found("database", "index_missing", { names: short(names) }) : null);
}

function short(names: string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

function connectionFinding(error: unknown): Finding {
  if (error instanceof MongoServerError && (error.code === 18 || error.code === 8_000)) return found("database", "sign_in_refused");
  if (error instanceof Error && /auth/i.test(error.message) && /fail/i.test(error.message)) return found("database", "sign_in_refused");
  return found("database", "unreachable", { reason: connectionReason(error) });
}
