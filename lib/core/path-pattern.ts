/** "/coaches/leah-brandt" with its parameters becomes "/coaches/[slug]": no report says whose page it was. */
export function pathPattern(pathname: string, params: Record<string, string | string[] | undefined>): string {
  const names = new Map<string, string>();
  for (const [name, value] of Object.entries(params)) {
    for (const part of [value].flat()) if (part !== undefined) names.set(decoded(part), Array.isArray(value) ? `[...${name}]` : `[${name}]`);
  }
  const parts = pathname.split("/").map((part) => names.get(decoded(part)) ?? part);
  // A list of parameters is one part of the pattern, however many it has.
  return parts.filter((part, index) => !part.startsWith("[...") || part !== parts[index - 1]).join("/");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
