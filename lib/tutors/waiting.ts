import { policy } from "@/lib/config/policy";

/** How long somebody has waited for our answer, against what we promise. */
export interface Waiting {
  since: string;
  /** Full hours. */
  hours: number;
  target_hours: number;
  is_late: boolean;
}

export function waitingSince(since: Date, now: Date): Waiting {
  const elapsed = now.getTime() - since.getTime();
  const target_hours = policy.approval_target_hours;
  return { since: since.toISOString(), hours: Math.floor(elapsed / 3_600_000), target_hours, is_late: elapsed > target_hours * 3_600_000 };
}
