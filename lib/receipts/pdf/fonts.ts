import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";

export type Weight = 400 | 700;

/** One family cut by scripts. Noto Sans has the signs of all currencies that we know (the rupee's and the shekel's are in `latin-ext`). */
const subsets = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese", "devanagari"] as const;
export type Subset = (typeof subsets)[number];

const folder = path.join(process.cwd(), "node_modules", "@fontsource", "noto-sans");

export function fontFile(subset: Subset, weight: Weight): string {
  return path.join(folder, "files", `noto-sans-${subset}-${weight}-normal.woff`);
}

export interface Run {
  subset: Subset;
  text: string;
}

/** Cuts a text into runs that one file each can set. A letter that none has becomes "?": a gap would hide that something is missing. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const letter of text) {
    const last = runs.at(-1);
    const subset = last && covers(last.subset, letter) ? last.subset : subsets.find((each) => covers(each, letter));
    const [set, shown] = subset ? [subset, letter] : (["latin", "?"] as const);
    if (last?.subset === set) last.text += shown;
    else runs.push({ subset: set, text: shown });
  }
  return runs;
}

function covers(subset: Subset, letter: string): boolean {
  const point = letter.codePointAt(0) ?? 0;
  return rangesOf(subset).some(([first, last]) => point >= first && point <= last);
}

let known: Map<string, [number, number][]> | null = null;

/** What the package says that its files hold: "U+0000-00FF,U+0131,…". */
function rangesOf(subset: Subset): [number, number][] {
  known ??= new Map(
    Object.entries(JSON.parse(readFileSync(path.join(folder, "unicode.json"), "utf8")) as Record<string, string>).map(([name, ranges]) => [
      name,
      ranges.split(",").map(toRange),
    ]),
  );
  return known.get(subset) ?? [];
}

function toRange(range: string): [number, number] {
  const [first = "0", last = first] = range.trim().replace("U+", "").split("-");
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}
