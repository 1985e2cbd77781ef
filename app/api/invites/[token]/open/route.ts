import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { publicRoute } from "@/lib/http/route";
import { inviteCookieHeader } from "@/lib/invites/invite-cookie";
import { findOpenInvite } from "@/lib/invites/read-invite";
import { inviteTokenParams as params } from "@/lib/invites/schema";

/** On to the coach's page, with a cookie that tells a registration which invite it came from. */
export const GET = publicRoute({ params }, async ({ params, now }) => {
  const invite = await findOpenInvite(params.token, now);
  if (!invite) throw new AppError("not_found", "This invitation is not open any more.");
  const { app_url } = env();
  const headers = { location: `${app_url}/coaches/${invite.coach.slug}`, "set-cookie": inviteCookieHeader(params.token, app_url.startsWith("https:")) };
  return new Response(null, { status: 303, headers });
});
