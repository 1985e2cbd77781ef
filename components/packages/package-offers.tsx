"use client";

import { useRouter } from "next/navigation";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { formatMoney } from "@/lib/core/money";
import type { PackageOffer } from "@/lib/packages/offer-view";
import { usePackageRequest } from "./use-package-request";

interface PackageOffersProps {
  offers: PackageOffer[];
  firstName: string;
  /** Where somebody signs in first, and comes back from; null for whoever is signed in. */
  signInPath: string | null;
}

/** On a coach's page: several sessions at once, and what that saves. Ordering charges nothing yet. */
export function PackageOffers({ offers, firstName, signInPath }: PackageOffersProps) {
  return (
    <section id="packages" aria-labelledby="packages-heading" className="flex flex-col gap-4">
      <h2 id="packages-heading" className="text-h3">
        Packages
      </h2>
      <p className="text-quiet">Several sessions with {firstName} at once. You pay once and book each when it suits you; what is left comes back if you end it.</p>
      <ul className="flex flex-col gap-3">
        {offers.map((offer) => (
          <Offer key={offer.id} offer={offer} signInPath={signInPath} />
        ))}
      </ul>
    </section>
  );
}

function Offer({ offer, signInPath }: { offer: PackageOffer; signInPath: string | null }) {
  const router = useRouter();
  const { send, isPending, failure } = usePackageRequest();
  const price = formatMoney(offer.price);
  const what = `${offer.sessions} sessions of ${offer.duration_minutes} minutes for ${price}`;

  async function order() {
    const sent = await send<{ path: string }>(`/api/packages/${offer.id}/order`, { isLeaving: true });
    if ("answer" in sent) router.push(sent.answer.path);
  }

  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-card border border-hairline bg-card p-4 sm:p-5">
      <div className="figures min-w-0 flex-1 basis-56">
        <h3 className="text-h4">
          {offer.sessions} × {offer.duration_minutes} minutes
        </h3>
        <p>
          <strong className="font-semibold">{price}</strong> {offer.discount_percent > 0 && <s className="text-quiet">{formatMoney(offer.single_total)}</s>}
        </p>
        <p className="text-sm text-quiet">
          {formatMoney(offer.each)} a session{offer.discount_percent > 0 && `, ${offer.discount_percent} % less`}. To be taken within {offer.valid_days} days.
        </p>
      </div>
      {signInPath ? (
        <LinkButton href={signInPath} variant="secondary">
          Sign in to buy<span className="sr-only"> {what}</span>
        </LinkButton>
      ) : (
        <Button variant="secondary" isPending={isPending} onClick={() => void order()}>
          Buy this package<span className="sr-only"> of {what}</span>
        </Button>
      )}
      {failure && (
        <div className="basis-full">
          <Alert tone="danger">{failure.message}</Alert>
        </div>
      )}
    </li>
  );
}
