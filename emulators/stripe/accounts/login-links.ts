import type Stripe from "stripe";
import { z } from "zod";
import type { EmulatorRequest, EmulatorResponse } from "../../emulator.ts";
import type { StripeAccount } from "../account.ts";
import { invalidRequest } from "../errors.ts";
import { newId } from "../ids.ts";
import { page } from "../pages.ts";
import { readParams } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { requireConnectedAccount } from "./connected-account.ts";

export const loginLinkRoutes: Route[] = [{ method: "POST", path: "/v1/accounts/:id/login_links", handle: create }];

/** Opens once; the dashboard behind it keeps the link's id as its address. */
export interface LoginLink {
  id: string;
  account: string;
  expires_at: number;
  was_opened: boolean;
}

const validForSeconds = 300;

function create({ account: platform, id, params }: Call): object {
  readParams(z.strictObject({}), params);
  const account = requireConnectedAccount(platform, id);
  if (account.controller.stripe_dashboard?.type !== "express")
    throw invalidRequest(`Cannot create a login link for an account that does not have access to the Express Dashboard: ${id}.`);
  if (!account.details_submitted) throw invalidRequest("Cannot create a login link for an account that has not completed onboarding.");
  const created = platform.seconds();
  const link: LoginLink = { id: newId("lgnlink", 28), account: id, expires_at: created + validForSeconds, was_opened: false };
  platform.put("login_links", link);
  return { object: "login_link", created, url: `${platform.base_url}/stripe/express/${link.id}` } satisfies Stripe.LoginLink;
}

export function followLoginLink(platform: StripeAccount, request: EmulatorRequest): EmulatorResponse {
  const link = platform.get("login_links", request.url.pathname.split("/").at(-1) ?? "");
  const isOpen = link && !link.was_opened && link.expires_at > platform.seconds() && platform.get("accounts", link.account)?.state === "connected";
  if (!isOpen)
    return page({
      status: 410,
      title: "Link expired",
      body: "<main><h1>This link has expired</h1><p>Go back to the platform and open your dashboard again.</p></main>",
    });
  platform.put("login_links", { ...link, was_opened: true });
  return { status: 303, headers: { location: `/stripe/dashboard/${link.id}` } };
}
