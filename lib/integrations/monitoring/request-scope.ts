import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { areaOf, type ErrorArea } from "./areas";
import { tellNewRelic } from "./quietly";
import { monitoring } from "./state";

export interface ScopeUser {
  id: string;
  email: string;
  role: string;
}

export interface RequestScope {
  /** "POST /api/bookings/[booking_id]/claim" */
  route: string;
  area: ErrorArea;
  request_id?: string;
  user: ScopeUser | null;
}

// Routes are bundled apart; a scope that one opens is read by what all of them share.
const shared = globalThis as typeof globalThis & { maestrohub_request_scope?: AsyncLocalStorage<RequestScope> };
const storage = (shared.maestrohub_request_scope ??= new AsyncLocalStorage());

/** Whatever is reported by the work, or noted on its way, belongs to this request and to no other. */
export function inRequestScope<T>({ method, path, request_id }: { method: string; path: string; request_id?: string }, work: () => Promise<T>): Promise<T> {
  const scope: RequestScope = { route: `${method} ${path}`, area: areaOf(path), user: null, ...(request_id && { request_id }) };
  const { sentry } = monitoring();
  tellNewRelic((agent) => {
    agent.setTransactionName(scope.route);
    if (request_id) agent.addCustomAttribute("request_id", request_id);
  });
  return storage.run(scope, () => (sentry ? sentry.withIsolationScope(work) : work()));
}

/** Who turned out to be asking. */
export function setScopeUser({ id, email, role }: ScopeUser): void {
  const scope = storage.getStore();
  if (scope) scope.user = { id, email, role };
  tellNewRelic((agent) => agent.addCustomAttributes({ user_id: id, user_role: role }));
}

/** Null in the worker, and in pages, which Next calls by itself. */
export function requestScope(): RequestScope | null {
  return storage.getStore() ?? null;
}
