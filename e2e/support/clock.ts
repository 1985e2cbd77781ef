import { emulatorsUrl } from "./emulators";

/** The time by which the apps and the emulators go. */
export async function clockNow(): Promise<Date> {
  return new Date(((await (await fetch(`${emulatorsUrl}/_control/clock`)).json()) as { now: string }).now);
}

/** Never back: a moment that has passed already leaves the clock where it is. Answers when every process of the app goes by it. */
export async function moveClockTo(instant: Date): Promise<void> {
  if (instant > (await clockNow())) await setClock(instant);
}

/** For after a test: the time of this machine. */
export function giveClockBack(): Promise<void> {
  return setClock(new Date());
}

async function setClock(instant: Date): Promise<void> {
  const answer = await fetch(`${emulatorsUrl}/_control/clock`, { method: "POST", body: JSON.stringify({ set_to: instant.toISOString() }) });
  if (!answer.ok) throw new Error(`the clock answered ${answer.status}: ${await answer.text()}`);
}
