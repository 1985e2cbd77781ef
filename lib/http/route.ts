import "server-only";
import { type z } from "zod";
import { findSessionUser, lacksTwoFactor, type SessionUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { pathPattern } from "@/lib/core/path-pattern";
import { TransactionConflict } from "@/lib/db/errors";
import { reportError } from "@/lib/integrations/monitoring/report-error";
import { inRequestScope, setScopeUser } from "@/lib/integrations/monitoring/request-scope";
import { log } from "@/lib/log/log";
import { type Rate, takeFromRate } from "@/lib/rate-limits/take";
import type { Role } from "@/lib/users/schema";
import { caching } from "./caching";
import { clientAddress, requireOwnOrigin } from "./origin";
import { readJson } from "./read-body";

interface Shape<B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType> {
  /** Use z.strictObject: a field that nobody asked for is refused. Without a schema the body is not read. */
  body?: B;
  /** Reads a body that is not small JSON (a file), within a limit of its own; `body` checks what it answers. */
  read?: (request: Request) => Promise<unknown>;
  query?: Q;
  /** What does not fit is 404: such a thing cannot exist. */
  params?: P;
  rate?: Rate;
}

interface Call<U, B, Q, P> {
  request: Request;
  user: U;
  body: B;
  query: Q;
  params: P;
  now: Date;
  request_id: string;
}

type Handler<U, B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType> = (
  call: Call<U, z.output<B>, z.output<Q>, z.output<P>>,
) => Promise<Response>;

type RouteFunction = (request: Request, context: { params: Promise<Record<string, string | string[] | undefined>> }) => Promise<Response>;

/** Anybody; `user` is null for a visitor. */
export function publicRoute<B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType>(
  shape: Shape<B, Q, P>,
  handler: Handler<SessionUser | null, B, Q, P>,
): RouteFunction {
  return route(shape, async (request) => findSessionUser(request.headers), handler);
}

/** Whoever is signed in. */
export function userRoute<B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType>(
  shape: Shape<B, Q, P>,
  handler: Handler<SessionUser, B, Q, P>,
): RouteFunction {
  return route(shape, (request) => requireSession(request), handler);
}

export function adminRoute<B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType>(
  shape: Shape<B, Q, P>,
  handler: Handler<SessionUser, B, Q, P>,
): RouteFunction {
  return route(shape, (request) => requireSession(request, "admin"), handler);
}

async function requireSession(request: Request, role?: Role): Promise<SessionUser> {
  const user = await findSessionUser(request.headers);
  if (!user) throw new AppError("signed_out", "Sign in to go on.");
  if (role && user.role !== role) throw new AppError("forbidden", "Your account may not do this.");
  if (role && lacksTwoFactor(user)) {
    throw new AppError("forbidden", "Set up two-factor sign-in first: what admins do needs it.", { details: { reason: "two_factor_required" } });
  }
  return user;
}

function route<U extends SessionUser | null, B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType>(
  shape: Shape<B, Q, P>,
  identify: (request: Request) => Promise<U>,
  handler: Handler<U, B, Q, P>,
): RouteFunction {
  return async (request, context) => {
    const request_id = request.headers.get("x-request-id") ?? newId("request");
    const started = performance.now();
    // A route without parameters gets none at all from the development server, whatever the types say.
    const params = (await context.params) ?? {};
    const pattern = pathPattern(new URL(request.url).pathname, params);
    const response = await inRequestScope({ method: request.method, path: pattern, request_id }, () => answer().catch((error: unknown) => toErrorResponse(error, request, request_id)));
    response.headers.set("x-request-id", request_id);
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", caching.none);
    const path = pathToName(request);
    log().info({ request_id, method: request.method, path, status: response.status, ms: Math.round(performance.now() - started) }, "request");
    return response;

    async function answer(): Promise<Response> {
      const now = clockNow();
      if (request.method !== "GET" && request.method !== "HEAD") requireOwnOrigin(request);
      const user = await identify(request);
      if (user) setScopeUser(user);
      if (shape.rate && !(await takeFromRate(shape.rate, user?.id ?? clientAddress(request), now))) {
        throw new AppError("rate_limited", "That was a lot at once. Wait a little and try again.");
      }
      return handler({
        request,
        user,
        now,
        request_id,
        params: parse(shape.params, params, "not_found"),
        query: parse(shape.query, Object.fromEntries(new URL(request.url).searchParams), "invalid"),
        body: shape.body ? parse(shape.body, await (shape.read ? shape.read(request) : readJson(request, policy.body_limit_bytes)), "invalid") : undefined,
      } as Call<U, z.output<B>, z.output<Q>, z.output<P>>);
    }
  };
}

function parse<S extends z.ZodType>(schema: S | undefined, value: unknown, code: "invalid" | "not_found"): z.output<S> | undefined {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  if (code === "not_found") throw new AppError("not_found", "There is nothing here.");
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const names = issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".") || "body"];
    for (const name of names) fields[name] ??= issue.code === "unrecognized_keys" ? "This field is not known." : issue.message;
  }
  throw new AppError("invalid", "Some of this is not right. Nothing was changed.", { fields });
}

/** One envelope for every failure. What is not an AppError is our bug: reported, and its cause told to nobody. */
export function toErrorResponse(error: unknown, request: Request, request_id: string): Response {
  if (error instanceof TransactionConflict) return toErrorResponse(new AppError("unavailable", "This is taking longer than it should. Try again in a moment."), request, request_id);
  if (error instanceof AppError) {
    const { code, message, fields, details } = error;
    return Response.json({ error: { code, message, ...(fields && { fields }), ...(details && { details }), request_id } }, { status: error.status, headers: unkept });
  }
  reportError(error, { area: "http", request_id });
  const message = "Something went wrong on our side. Try again in a moment.";
  return Response.json({ error: { code: "internal", message, request_id } }, { status: 500, headers: unkept });
}

const unkept = { "cache-control": caching.none };

/** The path as logs and reports may have it: that of a private calendar is a secret. */
function pathToName(request: Request): string {
  return new URL(request.url).pathname.replace(/^(\/api\/calendar\/).+/, "$1…");
}
