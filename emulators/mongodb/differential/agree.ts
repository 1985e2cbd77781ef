import type { Fate } from "./case.ts";

/** Whether the embedded server's answer is what it has to be where the real one's is `real`. */
export function agree(fate: Fate, real: string, embedded: string): boolean {
  if (embedded === real) return fate === "answered" || fate === "taken" || isError(embedded);
  if (fate === "absent") return isError(embedded);
  return fate === "unknown" && isError(embedded) && !isError(real);
}

export function isError(answer: string): boolean {
  return answer.startsWith('{"error_code"') || answer.includes('"writeErrors"');
}
