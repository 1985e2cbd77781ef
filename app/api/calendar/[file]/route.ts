import { createHash } from "node:crypto";
import { z } from "zod";
import { findOwnSessionsFile } from "@/lib/calendar/own-sessions";
import { AppError } from "@/lib/core/errors";
import { publicRoute } from "@/lib/http/route";
import { takeFromRate } from "@/lib/rate-limits/take";

const params = z.strictObject({ file: z.string().regex(/^[\w-]{27}\.ics$/) });

/** Google reads the calendars of thousands from a few machines. */
const rate = { name: "calendar-address", limit: 6_000, window_seconds: 600 };
const rateOfOne = { name: "calendar-of-one", limit: 120, window_seconds: 3_600 };

/** A person's own sessions for their calendar program, which has no session of ours: the address is the key. */
export const GET = publicRoute({ params, rate }, async ({ request, params, now }) => {
  const file = await findOwnSessionsFile(params.file.slice(0, -".ics".length), now);
  if (!file) throw new AppError("not_found", "There is nothing here.");
  if (!(await takeFromRate(rateOfOne, file.user_id, now))) throw new AppError("rate_limited", "This calendar was read very often. Try again in an hour.");
  const etag = `"${createHash("sha256").update(file.content).digest("base64url")}"`;
  const headers = { etag, "cache-control": "private, max-age=300", "x-robots-tag": "noindex" };
  if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(file.content, { headers: { ...headers, "content-type": "text/calendar; charset=utf-8", "content-disposition": 'inline; filename="maestrohub.ics"' } });
});
