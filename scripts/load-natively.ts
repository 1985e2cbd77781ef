import { readFileSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * `--import tsx --import ./scripts/load-natively.ts`: Node takes the types out of our own .ts files itself. tsx is left what only it can do,
 * JSX. It asks another thread for each module, and gives every function its name at run time, also those that are made anew for each
 * command to the database.
 */
const root = new URL("../", import.meta.url);
const endings = ["", ".ts"];

registerHooks({
  resolve(specifier, context, next) {
    const wanted = placeOf(specifier, context.parentURL);
    const url = wanted && endings.map((ending) => wanted + ending).find(isFile);
    return url ? { url, shortCircuit: true } : next(specifier, context);
  },
  load(url, context, next) {
    if (!isOurs(url) || !url.endsWith(".ts")) return next(url, context);
    return { format: "module-typescript", source: readFileSync(fileURLToPath(url)), shortCircuit: true };
  },
});

/** Null for what is not a file of ours. */
function placeOf(specifier: string, parent = ""): string | null {
  if (specifier.startsWith("@/")) return new URL(specifier.slice(2), root).href;
  if (isOurs(specifier)) return specifier;
  return /^\.\.?\//.test(specifier) && isOurs(parent) ? new URL(specifier, parent).href : null;
}

function isOurs(url: string): boolean {
  return url.startsWith(root.href) && !url.includes("/node_modules/");
}

function isFile(url: string): boolean {
  return statSync(fileURLToPath(url), { throwIfNoEntry: false })?.isFile() ?? false;
}
