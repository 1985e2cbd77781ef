/** Browsers still report some zones by names that their places have left behind. */
const renamed: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Louisville": "America/Kentucky/Louisville",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

export function currentZoneName(zone: string): string {
  return renamed[zone] ?? zone;
}

export function browserZone(): string {
  return currentZoneName(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** The zones whose name holds every word of the search, those whose place begins with it first. */
export function searchZones(search: string, zones: readonly string[]): string[] {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return [];
  const words = wanted.split(/[\s,/_]+/);
  const found = zones.filter((zone) => {
    const name = zone.replaceAll("_", " ").toLowerCase();
    return words.every((word) => name.includes(word));
  });
  const begins = (zone: string) => zone.split("/").at(-1)?.replaceAll("_", " ").toLowerCase().startsWith(wanted) ?? false;
  return found.sort((a, b) => Number(begins(b)) - Number(begins(a)) || a.localeCompare(b));
}

export function allZones(): string[] {
  return [...new Set(Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/")).map(currentZoneName))];
}
