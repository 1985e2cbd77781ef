import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

const FILE = path.join(import.meta.dirname, "golden.json.gz");

/** What a real MongoDB answered, by the name of the case. */
export interface Golden {
  version: string;
  cases: { name: string; answers: string[] }[];
}

export function readGolden(): Golden {
  return JSON.parse(gunzipSync(readFileSync(FILE)).toString()) as Golden;
}

export function writeGolden(golden: Golden): number {
  const bytes = gzipSync(JSON.stringify(golden), { level: 9 });
  writeFileSync(FILE, bytes);
  return bytes.length;
}
