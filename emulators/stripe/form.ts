export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

/** Reads `a=1&b[c]=2&d[0]=3&e[]=4` as { a: "1", b: { c: "2" }, d: ["3"], e: ["4"] }. */
export function parseForm(encoded: string): Form {
  const root: Tree = new Map();
  for (const [name, value] of new URLSearchParams(encoded)) plant(root, keysOf(name), value);
  return Object.fromEntries([...root].map(([key, part]) => [key, harvest(part)]));
}

type Tree = Map<string, Tree | string>;

function keysOf(name: string): string[] {
  const [head = "", ...rest] = name.split("[");
  return [head, ...rest.map((part) => part.replace(/\]$/, ""))];
}

function plant(tree: Tree, [key = "", ...rest]: string[], value: string): void {
  const place = key === "" ? String(tree.size) : key;
  if (rest.length === 0) return void tree.set(place, value);
  const known = tree.get(place);
  const branch: Tree = known instanceof Map ? known : new Map();
  tree.set(place, branch);
  plant(branch, rest, value);
}

function harvest(part: Tree | string): FormValue {
  if (typeof part === "string") return part;
  const isList = [...part.keys()].every((key, position) => key === String(position));
  if (isList && part.size > 0) return [...part.values()].map(harvest);
  return Object.fromEntries([...part].map(([key, inner]) => [key, harvest(inner)]));
}
