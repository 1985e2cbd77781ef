import { adminRoute } from "@/lib/http/route";
import { workNow } from "@/lib/jobs/work-now";

export const maxDuration = 60;

/** Does what is due in this process, where no worker is at it. */
export const POST = adminRoute({}, async ({ user, now }) => Response.json(await workNow({ admin: user, now })));
