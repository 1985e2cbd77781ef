import { z } from "zod";
import { noSuch } from "../errors.ts";
import { boolean, readParams } from "../params.ts";
import type { Call, Route } from "../router.ts";
import { capabilityView } from "./account-object.ts";
import { capabilityNames } from "./account-record.ts";
import type { CapabilityName } from "./account-record.ts";
import { requireConnectedAccount, saveAccount } from "./connected-account.ts";

export const capabilityRoutes: Route[] = [
  { method: "GET", path: "/v1/accounts/:id/capabilities", handle: list },
  { method: "GET", path: "/v1/accounts/:id/capabilities/:sub", handle: retrieve },
  { method: "POST", path: "/v1/accounts/:id/capabilities/:sub", handle: update },
];

function list({ account: platform, id, params }: Call): object {
  readParams(z.strictObject({}), params);
  const account = requireConnectedAccount(platform, id);
  const data = capabilityNames.filter((name) => account.requested[name] !== undefined).map((name) => capabilityView(platform, account, name));
  return { object: "list", url: `/v1/accounts/${id}/capabilities`, has_more: false, data };
}

function retrieve({ account: platform, id, sub }: Call): object {
  return capabilityView(platform, requireConnectedAccount(platform, id), requireName(sub));
}

function update({ account: platform, id, sub, params }: Call): object {
  const { requested } = readParams(z.strictObject({ requested: boolean() }), params);
  const account = requireConnectedAccount(platform, id);
  const name = requireName(sub);
  const { [name]: since, ...others } = account.requested;
  const changed = saveAccount(platform, { ...account, requested: requested ? { ...others, [name]: since ?? platform.seconds() } : others });
  return capabilityView(platform, changed, name);
}

function requireName(name: string): CapabilityName {
  const known = capabilityNames.find((candidate) => candidate === name);
  if (!known) throw noSuch("capability", name);
  return known;
}
