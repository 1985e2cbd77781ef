import type { StripeAccount } from "./account.ts";
import type { Form } from "./form.ts";

export interface Call {
  /** The books in which the call is carried out: the platform's, or those of the account that the Stripe-Account header names. */
  account: StripeAccount;
  /** The id in the path, "" where the path has none. */
  id: string;
  /** The second id of paths like /v1/transfers/:id/reversals/:sub. */
  sub: string;
  params: Form;
  /** A page holds only the publishable key, and proves its right to one object by that object's client_secret. */
  access: "secret" | "publishable";
}

export interface Route {
  method: "GET" | "POST" | "DELETE";
  /** ":id" stands for one id, ":sub" for a second. */
  path: string;
  /** True where a publishable key may call. */
  publishable?: boolean;
  /** True where the call may be made for a connected account. */
  connected?: boolean;
  /** Runs without a pause, hence atomically. */
  handle(call: Call): object;
}

export interface Found {
  route: Route;
  id: string;
  sub: string;
}

/** Reads the table once; a path without ids goes before one with them. */
export function createRouter(routes: Route[]): (method: string, pathname: string) => Found | null {
  const table = new Map<string, { route: Route; pattern: string[] }[]>();
  const shelf = (method: string, parts: string[]) => `${method} ${parts.length}`;
  const ordered = [...routes].sort((a, b) => Number(a.path.includes(":")) - Number(b.path.includes(":")));
  for (const route of ordered) {
    const pattern = route.path.split("/");
    const place = shelf(route.method, pattern);
    table.set(place, [...(table.get(place) ?? []), { route, pattern }]);
  }

  return (method, pathname) => {
    const parts = pathname.split("/");
    const found = table.get(shelf(method, parts))?.find(({ pattern }) => pattern.every((part, at) => part.startsWith(":") || part === parts[at]));
    if (!found) return null;
    const named = (name: string) => decodeURIComponent(parts[found.pattern.indexOf(name)] ?? "");
    return { route: found.route, id: named(":id"), sub: named(":sub") };
  };
}
