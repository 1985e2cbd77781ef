import { userRoute } from "@/lib/http/route";
import { inviteClient } from "@/lib/invites/invite-client";
import { listOwnInvites } from "@/lib/invites/own-invites";
import { inviteSchema } from "@/lib/invites/schema";

/** The invites themselves are counted by the day (policy); this stops whoever tries out addresses. */
const rate = { name: "invite-tries", limit: 60, window_seconds: 3_600 };

export const GET = userRoute({}, async ({ user, now }) => Response.json({ invites: await listOwnInvites(user, now) }));

export const POST = userRoute({ body: inviteSchema, rate }, async ({ user, body, now }) => Response.json(await inviteClient({ user, ...body, now }), { status: 201 }));
