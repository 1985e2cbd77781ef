import "server-only";
import { log } from "@/lib/log/log";
import { type NewRelicAgent, monitoring } from "./state";

/** Watching must not break what it watches: what goes wrong in it is a line of the log. */
export function quietly(work: () => unknown): void {
  try {
    work();
  } catch (failure) {
    log().warn({ err: failure }, "something could not be reported");
  }
}

/** Where the agent was loaded; else nothing happens. */
export function tellNewRelic(tell: (agent: NewRelicAgent) => unknown): void {
  const { newrelic } = monitoring();
  if (newrelic) quietly(() => tell(newrelic));
}
