"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { formatMoney } from "@/lib/core/money";
import type { OwnPackageOffer } from "@/lib/packages/offer-view";
import { usePackageRequest } from "./use-package-request";

/** What a coach offers, each with the way to take it back. */
export function OwnOffers({ offers }: { offers: OwnPackageOffer[] }) {
  if (offers.length === 0) return <p className="text-quiet">You offer no packages yet. Clients who know that they will come back book them gladly.</p>;
  return (
    <ul className="flex flex-col gap-3">
      {offers.map((offer) => (
        <OwnOffer key={offer.id} offer={offer} />
      ))}
    </ul>
  );
}

function OwnOffer({ offer }: { offer: OwnPackageOffer }) {
  const [isAsked, setAsked] = useState(false);
  const { send, isPending, failure } = usePackageRequest();
  const title = `${offer.sessions} × ${offer.duration_minutes} minutes`;

  async function withdraw() {
    const sent = await send(`/api/tutor/packages/${offer.id}`, { method: "DELETE" });
    if ("answer" in sent) setAsked(false);
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-card border border-hairline bg-card p-4 sm:p-5">
      <div className="figures min-w-0">
        <h3 className="text-h4">{title}</h3>
        <p>
          {formatMoney(offer.price)}, {offer.discount_percent} % less. Valid for {offer.valid_days} days.
        </p>
        <p className="text-sm text-quiet">You receive {formatMoney(offer.you_receive)} a session.</p>
      </div>
      <Button variant="secondary" size="small" aria-haspopup="dialog" onClick={() => setAsked(true)}>
        Take it back<span className="sr-only">: {title}</span>
      </Button>
      <Dialog isOpen={isAsked} onClose={() => !isPending && setAsked(false)} title={`Take back ${title}?`}>
        <div className="flex flex-col gap-4">
          <p>Nobody can buy it any more. What clients have bought stays theirs.</p>
          {failure && <Alert tone="danger">{failure.message}</Alert>}
          <div className="flex flex-wrap gap-2">
            <Button variant="danger" isPending={isPending} onClick={() => void withdraw()}>
              Take it back
            </Button>
            <Button variant="quiet" disabled={isPending} onClick={() => setAsked(false)}>
              Keep it
            </Button>
          </div>
        </div>
      </Dialog>
    </li>
  );
}
