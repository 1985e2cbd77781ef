import { readFileSync, writeFileSync } from "node:fs";

/**
 * `npm run lock:complete`, after changing dependencies: adds the optional packages of other platforms that npm left out
 * of package-lock.json. A registry mirror that keeps one platform's packages makes npm write such a lock, and `npm ci` then
 * refuses it everywhere ("Missing: … from lock file"). With their platform named, npm skips them where they do not belong.
 */
interface Locked {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const path = "package-lock.json";
const lock = JSON.parse(readFileSync(path, "utf8")) as { packages: Record<string, Locked> };
const added: string[] = [];
for (const [holder, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isLocked(holder, name)) continue;
    if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name} is wanted as ${version}: only an exact version can be added`);
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
    added.push(`${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? "The lock was complete." : `Added ${added.length}: ${added.join(", ")}`);

/** npm looks beside the package that wants it, and then in each folder above. */
function isLocked(holder: string, name: string): boolean {
  for (let folder = holder; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

/** "…-linux-arm64-musl" says it: native packages are named by Node's words for the platform. */
function platformOf(name: string): Pick<Locked, "os" | "cpu" | "libc"> {
  const words = name.split("-");
  if (words.includes("wasm32")) return { cpu: ["wasm32"] };
  const os = words.find((word) => ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"].includes(word));
  const cpu = words.find((word) => ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64"].includes(word));
  if (!os || !cpu) throw new Error(`${name} does not say its platform`);
  const libc = /musl/.test(name) ? ["musl"] : os === "linux" && /gnu/.test(name) ? ["glibc"] : undefined;
  return { os: [os], cpu: [cpu], ...(libc && { libc }) };
}
