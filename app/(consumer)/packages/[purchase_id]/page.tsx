import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { WeekSetup } from "@/components/coaches/week/use-week";
import { PageHeading } from "@/components/layout/page-heading";
import { PackageCheckout } from "@/components/packages/package-checkout";
import { PackageDetails } from "@/components/packages/package-details";
import { Alert } from "@/components/ui/alert";
import { requireUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/core/errors";
import { firstName } from "@/lib/core/name";
import { getViewerZone } from "@/lib/http/viewer";
import { listPackageTimes } from "@/lib/packages/list-package-times";
import { packageTitle } from "@/lib/packages/package-words";
import type { PurchaseView } from "@/lib/packages/purchase-view";
import { findOwnPurchase } from "@/lib/packages/read-purchases";
import { listCardsToOffer } from "@/lib/payment-methods/list-own-cards";

export const metadata: Metadata = { title: "Your package", robots: { index: false }, referrer: "strict-origin" };

interface PackagePageProps {
  params: Promise<{ purchase_id: string }>;
  searchParams: Promise<{ payment_intent?: string | string[] }>;
}

/** An ordered package is paid here; a paid one is used here. */
export default async function PackagePage({ params, searchParams }: PackagePageProps) {
  const { purchase_id } = await params;
  const user = await requireUser({ next: `/packages/${purchase_id}` });
  const now = clockNow();
  const page = await findOwnPurchase({ purchase_id, user_id: user.id, now });
  if (!page) notFound();
  const { zone } = await getViewerZone();
  if (page.purchase.status !== "ordered") {
    return <PackageDetails page={page} zone={zone} setup={page.purchase.why_not_book ? null : await weekOf(page.purchase, { user_id: user.id, zone, now })} />;
  }

  const { payment_intent } = await searchParams;
  const { stripe } = env();
  return (
    <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_27.5rem]">
      <Terms purchase={page.purchase} />
      {stripe ? (
        <PackageCheckout
          purchase={page.purchase}
          payer={{ name: user.name, email: user.email }}
          stripe={{ publishable_key: stripe.publishable_key, emulator_url: stripe.emulator_url }}
          savedCards={await listCardsToOffer({ user_id: user.id, now })}
          returnedIntent={typeof payment_intent === "string" ? payment_intent : null}
        />
      ) : (
        <Alert tone="warning" isNews={false}>
          Payments are not set up here yet, so nothing can be paid online. Nothing was charged.
        </Alert>
      )}
    </div>
  );
}

function Terms({ purchase }: { purchase: PurchaseView }) {
  const first_name = firstName(purchase.coach.name);
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title={packageTitle(purchase)}>With {purchase.coach.name}.</PageHeading>
      <ul className="flex max-w-prose list-disc flex-col gap-2 pl-5">
        <li>Take the sessions within {purchase.valid_days} days from today, at any of {first_name}&rsquo;s free times.</li>
        <li>A session that you cancel in time, or that {first_name} cancels, goes back into the package.</li>
        <li>End it whenever you like: what is left comes back, less what the sessions you had cost one by one. If {first_name} ends it, each unused session comes back at what you paid for it.</li>
      </ul>
    </div>
  );
}

/** Null where there is nothing to choose from: the coach is gone, or takes no bookings. */
async function weekOf({ id, coach }: PurchaseView, { user_id, zone, now }: { user_id: string; zone: string; now: Date }): Promise<WeekSetup | null> {
  try {
    const { first_date, last_date, duration_minutes, days } = await listPackageTimes({ purchase_id: id, user_id, timezone: zone, now });
    const start = days.flatMap(({ starts }) => starts)[0] ?? null;
    return { tutorId: coach.id, packageId: id, zone, firstDate: first_date, lastDate: last_date, durationMinutes: duration_minutes, days, start };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
