/** "Élise de la Fontaine" → "elise-de-la-fontaine"; a name without Latin letters gives "coach". */
export function slugOf(name: string): string {
  const words = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/[^a-z0-9]+/);
  return words.filter(Boolean).join("-").slice(0, 60).replace(/-$/, "") || "coach";
}
