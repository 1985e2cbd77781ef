import { userRoute } from "@/lib/http/route";
import { checkSponsorship } from "@/lib/sponsorships/change-sponsorship";
import { sponsorshipParams as params } from "@/lib/sponsorships/schema";

export const POST = userRoute({ params, rate: { name: "sponsorship-check", limit: 120, window_seconds: 10 * 60 } }, async ({ user, params, now }) =>
  Response.json(await checkSponsorship({ ...params, user, now })),
);
