import type { Metadata } from "next";
import { PageHeading } from "@/components/layout/page-heading";
import { BuySponsorship } from "@/components/sponsorships/buy-sponsorship";
import { OpenOrder } from "@/components/sponsorships/open-order";
import { PastSponsorships } from "@/components/sponsorships/past-sponsorships";
import { RunningSponsorship } from "@/components/sponsorships/running-sponsorship";
import { WhatItDoes } from "@/components/sponsorships/what-it-does";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import type { PageProps } from "@/lib/http/page-props";
import { readOwnSponsorship } from "@/lib/sponsorships/read-own-sponsorship";

export const metadata: Metadata = { title: "Sponsorship", robots: { index: false } };

/** Promotes the coach in search: what it does, what it costs, and what runs. Stripe's checkout leads back to here. */
export default async function SponsorshipPage({ searchParams }: PageProps) {
  const user = await requireRole("tutor", { next: "/coach/sponsorship" });
  const { from } = await searchParams;
  const { live, past, offers, is_public, timezone } = await readOwnSponsorship({ user, now: clockNow() });
  const isOrdered = live?.status === "ordered";
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-8">
      <PageHeading title="Sponsorship">A labelled place above the results, for clients whose search you fit.</PageHeading>
      {live && isOrdered && <OpenOrder key={live.id} sponsorship={live} isBack={from === "checkout"} />}
      {live && !isOrdered && <RunningSponsorship sponsorship={live} isPublic={is_public} zone={timezone} />}
      {!is_public && !live && (
        <Alert tone="info" isNews={false} title="Your profile is not public yet">
          <p>Only a profile that clients can see can be sponsored.</p>
          <LinkButton href="/coach/onboarding" size="small" className="mt-3">
            Go on with your profile
          </LinkButton>
        </Alert>
      )}
      {is_public && (!live || isOrdered) && <BuySponsorship offers={offers} chosen={live?.weeks ?? null} />}
      <WhatItDoes />
      <PastSponsorships sponsorships={past} zone={timezone} />
    </div>
  );
}
