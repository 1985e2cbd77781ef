/** `npm run cloudflare:check -- https://your-host`: compares a running site with what infra/cloudflare and lib/http/caching.ts say of it. */
import "./load-env-file.ts";
import { env } from "@/lib/config/env";
import { checkSite } from "@/lib/integrations/cloudflare/check-site";
import { checkZone } from "@/lib/integrations/cloudflare/check-zone";
import { printTable } from "./print-table.ts";

const address = process.argv[2] ?? "";
if (!URL.canParse(address)) {
  console.error("Say which site: npm run cloudflare:check -- https://your-host");
  process.exit(2);
}
const config = env().cloudflare;
const rows = [...(await checkSite(new URL(address))), ...(await checkZone(config))];
const marks = { good: "ok", bad: "WRONG", unseen: "?" };
printTable(
  ["", "What", "As it should be", "As it is"],
  rows.map(({ verdict, name, wanted, seen }) => [marks[verdict], name, wanted, seen]),
);
const bad = rows.filter(({ verdict }) => verdict === "bad").length;
console.log(
  bad === 0
    ? "\nAll that can be seen is as it should be."
    : `\n${bad} ${bad === 1 ? "line is" : "lines are"} wrong. docs/integrations/cloudflare.md says how to mend each.`,
);
process.exitCode = bad === 0 ? 0 : 1;
