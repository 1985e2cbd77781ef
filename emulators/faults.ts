import { z } from "zod";

export const faultSchema = z.strictObject({
  emulator: z.string(),
  method: z.string().optional(),
  /** Exact, or a beginning followed by *. */
  path: z.string().optional(),
  /** drop_after does the work and then breaks the connection without an answer. */
  kind: z.enum(["delay", "status", "drop_after"]),
  status: z.int().min(400).max(599).default(500),
  delay_ms: z.int().min(0).max(120_000).default(0),
  times: z.int().min(1).default(1),
  /** The share of the requests that fit which it happens to. */
  chance: z.number().gt(0).max(1).default(1),
});

export type Fault = z.infer<typeof faultSchema>;

export interface Faults {
  add(fault: Fault): void;
  /** The first fault that is meant for this request, used up by one. */
  take(request: { emulator: string; method: string; path: string }): Fault | null;
  list(): Fault[];
  clear(): void;
}

export function createFaults(): Faults {
  let faults: Fault[] = [];

  return {
    add: (fault) => void faults.push({ ...fault }),
    take(request) {
      const fault = faults.find((candidate) => isMeantFor(candidate, request) && Math.random() < candidate.chance);
      if (!fault) return null;
      fault.times -= 1;
      faults = faults.filter(({ times }) => times > 0);
      return fault;
    },
    list: () => faults.map((fault) => ({ ...fault })),
    clear: () => void (faults = []),
  };
}

function isMeantFor(fault: Fault, request: { emulator: string; method: string; path: string }): boolean {
  if (fault.emulator !== request.emulator) return false;
  if (fault.method && fault.method.toUpperCase() !== request.method) return false;
  if (!fault.path) return true;
  if (fault.path.endsWith("*")) return request.path.startsWith(fault.path.slice(0, -1));
  return fault.path === request.path;
}
