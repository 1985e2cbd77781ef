import { userRoute } from "@/lib/http/route";
import { readNotices } from "@/lib/notifications/read-notices";

export const GET = userRoute({}, async ({ user }) => Response.json({ notices: await readNotices(user.id) }));
