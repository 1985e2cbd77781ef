import { adminRoute } from "@/lib/http/route";
import { discardSchema as body } from "@/lib/jobs/dead-letter-schema";
import { discardDeadLetters } from "@/lib/jobs/dead-letters";

export const POST = adminRoute({ body }, async ({ body, user, now }) => Response.json({ count: await discardDeadLetters({ ...body, admin: user, now }) }));
