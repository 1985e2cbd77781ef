import { readFutureSessions } from "@/lib/bookings/read-future-sessions";
import { adminRoute } from "@/lib/http/route";
import { tutorParams as params } from "@/lib/http/tutor-params";

export const GET = adminRoute({ params }, async ({ params, now }) => Response.json(await readFutureSessions(params.tutor_id, now)));
