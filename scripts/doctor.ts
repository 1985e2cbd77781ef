/**
 * `npm run doctor`: the status page's verdicts in the terminal, before anything is started. Ends with 1 where something is
 * misconfigured or failing. `--json` prints them for a program.
 */
import { diagnose } from "@/lib/probes/diagnose";
import { sayDiagnosis } from "./say-diagnosis";

const diagnosis = await diagnose(process.env, new Date());
console.log(process.argv.includes("--json") ? JSON.stringify(diagnosis, null, 2) : sayDiagnosis(diagnosis));
process.exit(diagnosis.is_healthy ? 0 : 1);
