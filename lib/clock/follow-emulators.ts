import "server-only";
import { z } from "zod";
import { log } from "@/lib/log/log";
import { moveClock } from "./clock";

const answerSchema = z.object({ offset_ms: z.int() });
/** The emulators answer after 20 s where nothing happens. */
const silenceMs = 30_000;
const retryMs = 250;

/**
 * Goes by the emulators' clock from now on: resolves when it was read for the first time, then hears of every move at once. While they
 * are away (a restart) the time stays as it was last heard. Gives the function that ends it.
 */
export async function followEmulators(url: string): Promise<() => void> {
  const watcher = crypto.randomUUID();
  const ended = new AbortController();
  let goes_by: number | null = null;

  const hear = async () => {
    const known = goes_by === null ? "" : `&offset_ms=${goes_by}`;
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(silenceMs)]);
    const answer = await fetch(`${url}/_control/clock/next?watcher=${watcher}${known}`, { signal, cache: "no-store" });
    goes_by = answerSchema.parse(await answer.json()).offset_ms;
    moveClock(goes_by);
  };
  const goOn = async () => {
    while (!ended.signal.aborted) await hear().catch(() => new Promise((resolve) => setTimeout(resolve, retryMs).unref()));
  };

  await hear().catch((error: unknown) => log().warn({ error: String(error) }, "the emulators' clock could not be read; going by this machine's until it can"));
  void goOn();
  return () => ended.abort();
}
