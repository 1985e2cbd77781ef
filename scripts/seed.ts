/** `npm run seed`: demonstration coaches, clients, sessions and reviews. Safe to repeat; never touches what it did not write. */
import { fileURLToPath } from "node:url";
import { getClient } from "@/lib/db/client";
import { prepareDatabase } from "@/lib/db/start-up";
import { demoLogins } from "./seed/demo-logins.ts";
import { writePortraits } from "./seed/portraits.ts";
import { roster } from "./seed/roster.ts";
import { seedDatabase } from "./seed/seed-database.ts";

const now = new Date();
try {
  await prepareDatabase(now);
  const { logins_written: _, ...report } = await seedDatabase(now);
  for (const [name, { written, unchanged, refused }] of Object.entries(report)) {
    const given_way = refused.length > 0 ? `, ${refused.length} gave way to real ones` : "";
    console.log(`${name.padEnd(9)} ${written} written, ${unchanged} as they were${given_way}`);
  }
  const portraits = await writePortraits(roster.map(({ coach }) => coach), fileURLToPath(new URL("../public/portraits", import.meta.url)));
  if (portraits > 0) console.log(`portraits ${portraits} drawn`);
  console.log(`\nSign in with the password ${demoLogins[0].password} as`);
  for (const { role, email, authenticator_secret } of demoLogins) {
    const code = authenticator_secret ? ", with the code of the emulators' Authenticator page" : "";
    console.log(`  ${email.padEnd(20)} ${role === "tutor" ? "coach" : role}${code}`);
  }
} finally {
  await getClient().close();
}
