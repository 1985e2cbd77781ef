import { decideProblem } from "@/lib/bookings/decide-problem";
import { readProblem } from "@/lib/bookings/read-problems";
import { problemDecisionSchema } from "@/lib/bookings/report-schema";
import { bookingParams as params } from "@/lib/http/booking-params";
import { adminRoute } from "@/lib/http/route";

/** What a reported session was, and which share of the price goes back. The amount is ours to compute. */
export const POST = adminRoute({ params, body: problemDecisionSchema }, async ({ params, body, user, now }) => {
  await decideProblem({ ...params, ...body, admin: user, now });
  return Response.json(await readProblem(params.booking_id, now));
});
