import type { Metadata } from "next";
import { PageHeading } from "@/components/layout/page-heading";
import { GoToStripe } from "@/components/payouts/go-to-stripe";
import { LinkButton } from "@/components/ui/link-button";
import { requireRole } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Go on at Stripe", robots: { index: false } };

/** Where Stripe sends whoever comes with a link that was used or is too old. Looking at it makes nothing; the press makes a new one. */
export default async function StaleLinkPage() {
  await requireRole("tutor", { next: "/coach/payouts/refresh" });
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-8">
      <PageHeading title="That link is used up">A link to Stripe opens once and only for some minutes. What you filled in is still there.</PageHeading>
      <div className="flex flex-wrap gap-3">
        <GoToStripe to="onboarding">Go on at Stripe</GoToStripe>
        <LinkButton href="/coach/payouts" variant="quiet">
          Not now
        </LinkButton>
      </div>
    </div>
  );
}
