/** Where a visitor's time zone is remembered; read by viewer.ts, written by the browser and by PUT /api/preferences. */
export const zoneCookieName = "mh_tz";

const year_seconds = 31_536_000;

export function zoneCookie(zone: string): string {
  return `${zoneCookieName}=${encodeURIComponent(zone)}; Path=/; Max-Age=${year_seconds}; SameSite=Lax`;
}
