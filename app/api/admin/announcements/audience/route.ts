import { countAudience } from "@/lib/announcements/count-audience";
import { audienceQuery as query } from "@/lib/announcements/schema";
import { adminRoute } from "@/lib/http/route";

/** How many an announcement would go to now, and who would be left out. */
export const GET = adminRoute({ query }, async ({ query, now }) => Response.json(await countAudience(query, now)));
