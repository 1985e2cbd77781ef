import { z } from "zod";
import type { Clock } from "./clock.ts";
import { createClockWatchers } from "./clock-watchers.ts";
import type { Emulator, EmulatorRequest, EmulatorResponse, EmulatorStore } from "./emulator.ts";
import { faultSchema } from "./faults.ts";
import type { Faults } from "./faults.ts";

/** The switches for tests and for the inspector, under /_control: reset, clock, faults, and each emulator's own. */
export function createControl(parts: { clock: Clock; faults: Faults; store: EmulatorStore; emulators: Emulator[] }) {
  const { clock, faults, store, emulators } = parts;
  const watchers = createClockWatchers(clock);
  const clockState = () => ({ now: clock.now().toISOString(), offset_ms: clock.offsetMs() });

  const routes: Record<string, (body: unknown, query: URLSearchParams) => Promise<object>> = {
    "POST reset": async () => {
      faults.clear();
      store.clear();
      await watchers.tell();
      for (const emulator of emulators) await emulator.reset();
      return { reset: true };
    },
    "GET clock": async () => clockState(),
    // Waits until the clock is not (any more) as the watcher has it; the app follows the emulators' time by this (lib/clock).
    "GET clock/next": async (_body, query) => {
      const { watcher, offset_ms } = watchSchema.parse(Object.fromEntries(query));
      await watchers.next(watcher, offset_ms ?? null);
      return clockState();
    },
    "POST clock": async (body) => {
      const move = clockSchema.parse(body);
      if (move.set_to) clock.setTo(move.set_to);
      if (move.advance_ms) clock.advance(move.advance_ms);
      // Before the emulators do what has become due: a webhook shall meet an app that goes by the new time.
      await watchers.tell();
      for (const emulator of emulators) await emulator.clockMoved?.();
      return clockState();
    },
    "GET faults": async () => ({ faults: faults.list() }),
    "POST faults": async (body) => {
      const fault = faultSchema.parse(body);
      const names = emulators.map(({ name }) => name);
      if (!names.includes(fault.emulator)) throw new ControlError(`There is no emulator "${fault.emulator}", only ${names.join(", ")}.`);
      faults.add(fault);
      return { faults: faults.list() };
    },
    "DELETE faults": async () => {
      faults.clear();
      return { faults: [] };
    },
  };

  return async function control(request: EmulatorRequest): Promise<EmulatorResponse> {
    const path = request.url.pathname.slice("/_control/".length);
    try {
      const route = routes[`${request.method} ${path}`];
      if (route) return { status: 200, body: await route(readJson(request.body), request.url.searchParams) };

      const [name = "", ...rest] = path.split("/");
      const emulator = emulators.find((candidate) => candidate.name === name);
      const answer = await emulator?.control?.(rest.join("/"), request);
      return answer ?? { status: 404, body: { error: { message: `No control ${request.method} /_control/${path}.` } } };
    } catch (error) {
      if (error instanceof z.ZodError) return { status: 400, body: { error: { message: z.prettifyError(error) } } };
      if (error instanceof ControlError) return { status: 400, body: { error: { message: error.message } } };
      throw error;
    }
  };
}

/** A control was asked for something that makes no sense; its message is shown to whoever asked. */
export class ControlError extends Error {}

export function readJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ControlError("The body is not JSON.");
  }
}

const clockSchema = z
  .strictObject({ advance_ms: z.int().optional(), set_to: z.coerce.date().optional() })
  .refine((move) => move.advance_ms !== undefined || move.set_to !== undefined, "Say advance_ms or set_to.");

const watchSchema = z.strictObject({ watcher: z.string().min(1).max(80), offset_ms: z.coerce.number().int().optional() });
