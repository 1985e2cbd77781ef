import type { Metadata } from "next";
import { PageHeading } from "@/components/layout/page-heading";
import { AddCard } from "@/components/payment-methods/add-card";
import { CardList } from "@/components/payment-methods/card-list";
import { ReturnedFromBank } from "@/components/payment-methods/returned-from-bank";
import { Alert } from "@/components/ui/alert";
import { requireUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { listOwnCards } from "@/lib/payment-methods/list-own-cards";
import type { SavedCard } from "@/lib/payment-methods/view";

export const metadata: Metadata = { title: "Payment methods", referrer: "strict-origin" };

export default async function PaymentMethodsPage({ searchParams }: { searchParams: Promise<{ redirect_status?: string | string[] }> }) {
  const user = await requireUser({ next: "/account/payment-methods" });
  const { redirect_status } = await searchParams;
  const { stripe } = env();
  const cards = stripe ? await readCards(user.id) : [];
  return (
    <div className="flex flex-col gap-8">
      <PageHeading title="Payment methods">
        Cards that you keep for the next session. They lie at Stripe, who takes payments for us; we see the last four digits only.
      </PageHeading>
      {typeof redirect_status === "string" && <ReturnedFromBank isAdded={redirect_status === "succeeded"} />}
      <div className="flex max-w-2xl flex-col gap-6">
        {cards === null && (
          <Alert tone="warning" isNews={false}>
            The payment service does not answer right now, so your cards cannot be shown. Nothing happened to them; look again in a moment.
          </Alert>
        )}
        {!stripe && (
          <Alert tone="warning" isNews={false}>
            Payments are not set up here yet, so no card can be kept.
          </Alert>
        )}
        {cards && stripe && <CardList cards={cards} />}
        {cards && stripe && (
          <AddCard
            isFirst={cards.length === 0}
            stripe={{ publishable_key: stripe.publishable_key, emulator_url: stripe.emulator_url }}
            payer={{ name: user.name, email: user.email }}
          />
        )}
      </div>
    </div>
  );
}

/** Null while Stripe does not answer: that is no empty list. */
async function readCards(user_id: string): Promise<SavedCard[] | null> {
  return listOwnCards({ user_id, now: clockNow(), patience_ms: 5_000 }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "unavailable") return null;
    throw error;
  });
}
