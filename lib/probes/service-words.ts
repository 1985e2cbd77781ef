import type { Service } from "./schema";

/** What each service is called, and what people notice while it is away. */
export const serviceWords: Record<Service, { name: string; affects: string; is_for: string }> = {
  database: { name: "MongoDB", is_for: "Keeps everything.", affects: "Nobody can sign in, search, book or pay." },
  worker: {
    name: "Worker",
    is_for: "Does what happens later: mails, refunds, webhooks, reminders.",
    affects: "Mails, refunds and reminders are late; none is lost.",
  },
  stripe: { name: "Stripe", is_for: "Takes payments and pays coaches.", affects: "Nobody can pay online, and coaches are paid later." },
  resend: { name: "Resend", is_for: "Sends mail.", affects: "Confirmations, receipts and reminders wait; none is lost." },
  cloudinary: { name: "Cloudinary", is_for: "Keeps and shows pictures.", affects: "New pictures cannot be uploaded; stored ones may be missing." },
  mixpanel: { name: "Mixpanel", is_for: "Counts what is used.", affects: "Nobody notices: events are kept here all the same." },
  sentry: { name: "Sentry", is_for: "Collects errors.", affects: "Nobody notices: errors stand in the log only." },
  newrelic: { name: "New Relic", is_for: "Measures speed.", affects: "Nobody notices: speed is not measured meanwhile." },
  cloudflare: {
    name: "Cloudflare",
    is_for: "Stands before the site: cache, firewall, rate limits.",
    affects: "Pages may be slower and attacks reach us; if it is down, the site is.",
  },
  llm: { name: "Language model", is_for: "Helps coaches to write their profile.", affects: "Suggestions are not offered; everything can be written by hand." },
};
