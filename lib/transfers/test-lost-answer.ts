import { vi } from "vitest";

/**
 * For tests: Stripe does what it is asked next, and the answer is lost; or (`isDone: false`) it does not even hear it. Only in this process: the
 * emulator's own faults are everybody's.
 */
export function loseNextAnswer<K extends string>(resource: Record<K, (...parts: never[]) => Promise<unknown>>, method: K, { isDone = true }: { isDone?: boolean } = {}): void {
  const original = resource[method].bind(resource) as (...parts: unknown[]) => Promise<unknown>;
  const lossy = vi.spyOn(resource as Record<string, (...parts: unknown[]) => Promise<unknown>>, method);
  lossy.mockImplementationOnce(async (...parts) => {
    lossy.mockRestore();
    if (isDone) await original(...parts);
    throw new Error("the answer was lost");
  });
}
