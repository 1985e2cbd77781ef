import type { FindingTable } from "@/lib/probes/finding-entry";

const apply = "Run `terraform apply` in infra/cloudflare: it puts everything back as it should be.";
const checkNow = "Press “Check now” here.";

export const cloudflareFindings: FindingTable = {
  key_refused: {
    state: "misconfigured",
    cause: "Cloudflare refuses our token, or the token may not read this zone.",
    detail: "It answered {status}. The site itself is not affected.",
    steps: [
      "Open Cloudflare, My profile, API tokens.",
      "Make a token with Zone read, Zone settings read and Zone WAF read for this zone; copy it into CLOUDFLARE_API_TOKEN, and the Zone ID into CLOUDFLARE_ZONE_ID.",
      "Restart the app, then press “Check now”.",
    ],
  },
  zone_inactive: {
    state: "failing",
    cause: "Cloudflare does not stand before {zone}: the zone is {status}.",
    detail: "Without it there is no firewall, no rate limit and no cache.",
    steps: [
      "Open Cloudflare, {zone}, Overview.",
      "“pending”: set the two name servers shown there at your registrar. “paused”: press “Enable Cloudflare on site”.",
      checkNow,
    ],
  },
  ssl_not_strict: {
    state: "misconfigured",
    cause: "Between Cloudflare and us the certificate is not checked: SSL is “{mode}”.",
    detail: "With “flexible” passwords travel in the clear on that way.",
    steps: ["Open Cloudflare, SSL/TLS, Overview, and choose “Full (strict)”.", `Or: ${apply}`, checkNow],
  },
  settings_differ: {
    state: "degraded",
    cause: "Cloudflare is set up otherwise than infra/cloudflare says: {names}.",
    steps: ["See each with: npm run cloudflare:check -- {site}", apply, checkNow],
  },
  proxy_not_trusted: {
    state: "misconfigured",
    cause: "Cloudflare stands before us, and TRUSTED_PROXY does not name it.",
    detail: "All visitors of one of its machines are counted as one, so that rate limits hit whoever comes.",
    steps: ["Set TRUSTED_PROXY=cloudflare (with a router of the host behind it: cloudflare,private).", "Restart the app, then press “Check now”."],
  },
  not_in_front: {
    state: "misconfigured",
    cause: "{site} is answered without Cloudflare.",
    detail: "TRUSTED_PROXY says that it stands there; the answer carries no cf-ray.",
    steps: [
      "Open Cloudflare, DNS, and switch the cloud of the record on (“Proxied”).",
      "Let the host’s firewall take connections from Cloudflare’s addresses only.",
      checkNow,
    ],
  },
  api_cached: {
    state: "failing",
    cause: "Cloudflare keeps answers of /api/.",
    detail: "One person’s answer could be given to another.",
    steps: ["Open Cloudflare, Caching, and press “Purge everything”.", apply, checkNow],
  },
};
