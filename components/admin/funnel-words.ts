/** "62 %"; a dash where there is nothing to take a share of. */
export function percentWords(share: number | null): string {
  return share === null ? "–" : `${share > 0 && share < 0.01 ? "under 1" : Math.round(share * 100)} %`;
}

/** "40 s", "12 min", "3.5 h", "2 days": one unit says enough. */
export function waitWords(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3_600) return `${round(seconds / 3_600)} h`;
  return `${round(seconds / 86_400)} days`;
}

export const roleWords: Record<string, string> = { visitor: "Visitors", consumer: "Clients", tutor: "Coaches", admin: "Admins" };

export function marketWords(market: string): string {
  if (market === "unknown") return "Not known yet";
  const [country = "", currency = ""] = market.split("_");
  return `${new Intl.DisplayNames(["en"], { type: "region" }).of(country) ?? country}, ${currency}`;
}

function round(value: number): string {
  return String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}
