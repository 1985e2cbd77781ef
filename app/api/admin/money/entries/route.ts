import { z } from "zod";
import { adminRoute } from "@/lib/http/route";
import { entriesCsv } from "@/lib/ledger/entries-csv";
import { readFilter } from "@/lib/ledger/filter";

const query = z.object({ days: z.string().optional(), market: z.string().optional(), currency: z.string().optional() });

/** The entries of a period as a file for a spreadsheet. */
export const GET = adminRoute({ query }, ({ query, now }) => {
  const headers = { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="ledger-${now.toISOString().slice(0, 10)}.csv"` };
  return Promise.resolve(new Response(entriesCsv(readFilter(query), now), { headers }));
});
