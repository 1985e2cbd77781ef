import type { EmulatorStore } from "./emulator.ts";

export interface Clock {
  now(): Date;
  advance(milliseconds: number): void;
  setTo(instant: Date): void;
  /** By how much the emulators' time is ahead of this machine's. */
  offsetMs(): number;
}

/** Time that runs as the machine's does, from wherever it was moved to; the offset survives a restart. */
export function createClock(store: EmulatorStore): Clock {
  const offset = () => store.get<{ offset_ms: number }>("_clock", "clock")?.offset_ms ?? 0;
  const keep = (offset_ms: number) => store.put("_clock", "clock", { offset_ms });

  return {
    now: () => new Date(Date.now() + offset()),
    advance: (milliseconds) => keep(offset() + milliseconds),
    setTo: (instant) => keep(instant.getTime() - Date.now()),
    offsetMs: offset,
  };
}
