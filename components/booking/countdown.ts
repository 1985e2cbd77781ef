/** "7:06"; a started second counts as whole, so that 0:00 means over. */
export function countdownClock(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const announced_minutes = [5, 2, 1];

/** What is read aloud when the time left passes 5, 2 or 1 minutes, or ends; null where no such mark was passed. */
export function announcement(before: number, after: number): string | null {
  if (before > 0 && after <= 0) return "Your time is not held any more.";
  const passed = announced_minutes.filter((minutes) => before > minutes * 60_000 && after <= minutes * 60_000).at(-1);
  if (passed === undefined) return null;
  return passed === 1 ? "Your time is held for one more minute." : `Your time is held for ${passed} more minutes.`;
}

/** How much of the hold is left, 0 to 1; an extension fills the line again and never overfills it. */
export function shareLeft(leftMs: number, holdMinutes: number): number {
  return Math.min(1, Math.max(0, leftMs / (holdMinutes * 60_000)));
}
