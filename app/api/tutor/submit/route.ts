import { z } from "zod";
import { userRoute } from "@/lib/http/route";
import { submitProfile } from "@/lib/tutors/submit-profile";

/** Hands the own profile in to be checked; 422 names each part that is missing. */
export const POST = userRoute({ body: z.strictObject({}), rate: { name: "submit-profile", limit: 30, window_seconds: 60 * 60 } }, async ({ user, now }) =>
  Response.json(await submitProfile(user, now)),
);
