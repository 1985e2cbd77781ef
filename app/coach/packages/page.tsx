import type { Metadata } from "next";
import { PageHeading } from "@/components/layout/page-heading";
import { OfferForm } from "@/components/packages/offer-form";
import { OwnOffers } from "@/components/packages/own-offers";
import { SoldPackages } from "@/components/packages/sold-packages";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { getViewerZone } from "@/lib/http/viewer";
import { readOwnOffers } from "@/lib/packages/read-offers";
import { listSoldPackages } from "@/lib/packages/read-purchases";

export const metadata: Metadata = { title: "Packages", robots: { index: false } };

/** What the coach offers in packages, and what was sold. */
export default async function CoachPackagesPage() {
  const user = await requireRole("tutor", { next: "/coach/packages" });
  const now = clockNow();
  const [{ offers, ...terms }, sold] = [await readOwnOffers({ user, now }), await listSoldPackages({ user, now })];
  const { zone } = await getViewerZone();
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-10">
      <PageHeading title="Packages">Several sessions at once, for a little less. You are paid for each session after it was held, as for every other.</PageHeading>
      <section aria-labelledby="offered" className="flex flex-col gap-4">
        <h2 id="offered" className="text-h3">
          What you offer
        </h2>
        <OwnOffers offers={offers} />
        {terms.lengths.length > 0 ? (
          <OfferForm {...terms} />
        ) : (
          <EmptyState title="Set a price first" action={<LinkButton href="/coach/onboarding/price">Set your prices</LinkButton>}>
            A package is made of sessions of one of your lengths.
          </EmptyState>
        )}
      </section>
      <section aria-labelledby="sold" className="flex flex-col gap-4">
        <h2 id="sold" className="text-h3">
          Sold
        </h2>
        <SoldPackages sold={sold} zone={zone} />
      </section>
    </div>
  );
}
