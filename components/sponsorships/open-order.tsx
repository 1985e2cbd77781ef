"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { formatMoney } from "@/lib/core/money";
import { fetchJson } from "@/lib/http/fetch-json";
import type { SponsorshipView } from "@/lib/sponsorships/view";
import { useSponsorshipRequest } from "./use-sponsorship-request";
import { weeksWords } from "./weeks-words";

const pause_ms = 2_000;
const asked_at_most = 45;

/**
 * Ordered and not known to be paid. Coming back from Stripe's page we ask until we know, also after a reload, since the address says
 * where the person comes from; else it is a purchase that was left, and can be gone on with.
 */
export function OpenOrder({ sponsorship, isBack }: { sponsorship: SponsorshipView; isBack: boolean }) {
  const router = useRouter();
  const [isWaiting, setWaiting] = useState(isBack);
  const { send, isPending, error } = useSponsorshipRequest();
  const { id, weeks, price } = sponsorship;

  useEffect(() => {
    if (!isBack) return;
    let isGone = false;
    const follow = async () => {
      for (let asked = 0; asked < asked_at_most && !isGone; asked += 1) {
        const now = await fetchJson<SponsorshipView>(`/api/tutor/sponsorships/${id}/check`, { method: "POST" }).catch(() => null);
        if (now && now.status !== "ordered") return router.refresh();
        await new Promise((resolve) => setTimeout(resolve, pause_ms));
      }
      setWaiting(false);
    };
    void follow();
    return () => {
      isGone = true;
    };
  }, [id, isBack, router]);

  async function goOn() {
    const answer = await send<{ checkout_url: string }>("/api/tutor/sponsorships", { weeks });
    if (answer) window.location.assign(answer.checkout_url);
  }

  if (isWaiting) {
    return (
      <div role="status" className="flex items-center gap-3 rounded-control bg-info-tint px-4 py-3">
        <Spinner />
        <p>We are waiting for Stripe to confirm your payment. This usually takes a few seconds; you may leave the page.</p>
      </div>
    );
  }
  return (
    <Alert tone={isBack ? "warning" : "info"} isNews={isBack} title={isBack ? "Stripe has not confirmed a payment yet" : "You have not paid yet"}>
      <p>
        {weeksWords(weeks)} for <span className="figures">{formatMoney(price, { short: true })}</span>: nothing was charged as far as we know. {isBack && "If your bank shows a payment, it appears here by itself. "}Go
        on with it, or choose another length below.
      </p>
      {error && <p className="mt-2 text-danger">{error}</p>}
      <Button size="small" isPending={isPending} onClick={() => void goOn()} className="mt-3">
        Go on with the payment
      </Button>
    </Alert>
  );
}
