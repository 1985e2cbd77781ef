import type { StripeAccount } from "./account.ts";
import type { Form } from "./form.ts";

export interface Call {
  account: StripeAccount;
  /** The id in the path, "" where the path has none. */
  id: string;
  params: Form;
  /** A page holds only the publishable key, and proves its right to one object by that object's client_secret. */
  access: "secret" | "publishable";
}

export interface Route {
  method: "GET" | "POST" | "DELETE";
  /** ":id" stands for one id. */
  path: string;
  /** True where a publishable key may call. */
  publishable?: boolean;
  /** Runs without a pause, hence atomically. */
  handle(call: Call): object;
}

export function findRoute(routes: Route[], method: string, pathname: string): { route: Route; id: string } | null {
  const parts = pathname.split("/");
  for (const route of routes) {
    const pattern = route.path.split("/");
    if (route.method !== method || pattern.length !== parts.length) continue;
    if (!pattern.every((part, position) => part === ":id" || part === parts[position])) continue;
    const position = pattern.indexOf(":id");
    return { route, id: position < 0 ? "" : decodeURIComponent(parts[position] ?? "") };
  }
  return null;
}
