import type Stripe from "stripe";
import { z } from "zod";
import type { EmulatorRequest, EmulatorResponse } from "../../emulator.ts";
import type { StripeAccount } from "../account.ts";
import { invalidParams, invalidRequest } from "../errors.ts";
import { newId } from "../ids.ts";
import { page } from "../pages.ts";
import { readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { requireConnectedAccount } from "./connected-account.ts";

export const accountLinkRoutes: Route[] = [{ method: "POST", path: "/v1/account_links", handle: create }];

/** A door to onboarding that opens once and soon closes; what is behind it keeps the link's id as its address. */
export interface AccountLink {
  id: string;
  account: string;
  return_url: string;
  refresh_url: string;
  expires_at: number;
  was_opened: boolean;
}

const validForSeconds = 300;

function create({ account: platform, params }: Call): object {
  const given = readParams(
    z.strictObject({
      account: text(),
      type: z.enum(["account_onboarding", "account_update"]),
      refresh_url: text().optional(),
      return_url: text().optional(),
      collect: z.enum(["currently_due", "eventually_due"]).optional(),
      collection_options: z
        .strictObject({ fields: z.enum(["currently_due", "eventually_due"]).optional(), future_requirements: z.enum(["include", "omit"]).optional() })
        .optional(),
    }),
    params,
  );
  const account = requireConnectedAccount(platform, given.account);
  if (given.type === "account_update" && account.controller.requirement_collection !== "application")
    throw invalidRequest("You cannot create `account_update` type Account Links for this account.", { param: "type" });
  const return_url = requireAddress(given.return_url, "return_url");
  const refresh_url = requireAddress(given.refresh_url, "refresh_url");

  const created = platform.seconds();
  const link: AccountLink = { id: newId("alink", 28), account: account.id, return_url, refresh_url, expires_at: created + validForSeconds, was_opened: false };
  platform.put("account_links", link);
  platform.put("accounts", { ...account, onboarding_begun: true });
  return { object: "account_link", created, expires_at: link.expires_at, url: `${platform.base_url}/stripe/connect/${link.id}` } satisfies Stripe.AccountLink;
}

/** Opens the door: into onboarding the first time, and afterwards back to the platform for a new link. */
export function followAccountLink(platform: StripeAccount, request: EmulatorRequest): EmulatorResponse {
  const link = platform.get("account_links", request.url.pathname.split("/").at(-1) ?? "");
  if (!link) return page({ status: 404, title: "No such link", body: "<main><h1>No such link</h1><p>Ask the platform for a new one.</p></main>" });
  const isOpen = !link.was_opened && link.expires_at > platform.seconds() && platform.get("accounts", link.account)?.state === "connected";
  if (!isOpen) return { status: 303, headers: { location: link.refresh_url } };
  platform.put("account_links", { ...link, was_opened: true });
  return { status: 303, headers: { location: `/stripe/onboarding/${link.id}` } };
}

function requireAddress(url: string | undefined, param: string): string {
  if (url === undefined) throw invalidParams(`Missing required param: ${param}.`, { code: "parameter_missing", param });
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw invalidParams("Not a valid URL", { code: "url_invalid", param });
  return url;
}
