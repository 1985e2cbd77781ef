import { userRoute } from "@/lib/http/route";
import { withdrawInvite } from "@/lib/invites/own-invites";
import { inviteParams as params } from "@/lib/invites/schema";

export const DELETE = userRoute({ params }, async ({ user, params, now }) => {
  await withdrawInvite({ ...params, user, now });
  return new Response(null, { status: 204 });
});
