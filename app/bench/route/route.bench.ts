/** The yardstick of `npm run bench`: what a route handler of this build costs that does nothing. In no other build. */
export function GET(): Response {
  return Response.json({ ok: true });
}
