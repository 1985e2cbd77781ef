import { adminRoute } from "@/lib/http/route";
import { deadLetterChoiceSchema as body } from "@/lib/jobs/dead-letter-schema";
import { replayDeadLetters } from "@/lib/jobs/dead-letters";

export const POST = adminRoute({ body }, async ({ body, user, now }) => Response.json({ count: await replayDeadLetters({ choice: body, admin: user, now }) }));
