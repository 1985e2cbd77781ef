import "server-only";
import { checkOf, found, holds, latencyCheck, type Probe } from "@/lib/probes/check";
import { isEmbedded } from "@/lib/integrations/database/probe";
import { readBacklog } from "./backlog";

/** A lease and a few rounds: a job that is due for longer has nobody who would take it. */
const lateMs = 2 * 60_000;
const stalledMs = 5 * 60_000;
const muchDue = 1_000;
/** So many given up are no accidents any more. */
const fullAt = 20;

/** Whether somebody works off what is due, and what was given up. Looks at the queues, so it does not matter in which process. */
export const workerProbe: Probe = {
  service: "worker",
  mode: ({ mongo_url }) => (mongo_url === null ? null : isEmbedded(mongo_url) ? "emulated" : "live"),
  async ask({ now }) {
    const started = performance.now();
    const { due, oldest_due_at, given_up, newest_reason } = await readBacklog(now);
    const latency_ms = Math.round(performance.now() - started);
    const waited = oldest_due_at ? now.getTime() - oldest_due_at.getTime() : 0;
    const facts = { due, minutes: Math.round(waited / 60_000) };
    const isStalled = waited > stalledMs || (waited > lateMs && due < muchDue);
    return {
      latency_ms,
      checks: [
        holds("The queues can be read"),
        checkOf("What is due is done", isStalled ? found("worker", "stalled", facts) : null),
        checkOf("It keeps up", !isStalled && (waited > lateMs || due > muchDue) ? found("worker", "behind", facts) : null),
        checkOf(
          "Nothing was given up",
          given_up === 0
            ? null
            : found("worker", given_up >= fullAt ? "dead_letters_full" : "dead_letters", { count: given_up, reason: newest_reason ?? "none was noted" }),
        ),
        latencyCheck("worker", latency_ms),
      ],
    };
  },
};
