import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { EmulatorResponse } from "../emulator.ts";

const font = (path: string) => ({ type: "font/woff2", file: fileURLToPath(import.meta.resolve(`@fontsource-variable/${path}`)) });
const own = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const assets: Record<string, { type: string; file: string }> = {
  "styles.css": { type: "text/css; charset=utf-8", file: own("styles.css") },
  "mark.svg": { type: "image/svg+xml", file: own("mark.svg") },
  "fraunces.woff2": font("fraunces/files/fraunces-latin-wght-normal.woff2"),
  "instrument-sans.woff2": font("instrument-sans/files/instrument-sans-latin-wght-normal.woff2"),
};

/** Style sheet, mark and typefaces; null for any other name. */
export function serveAsset(name: string): EmulatorResponse | null {
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (!asset) return null;
  return { status: 200, headers: { "content-type": asset.type, "cache-control": "no-cache" }, body: readFileSync(asset.file) };
}
