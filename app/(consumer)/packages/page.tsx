import { Layers } from "lucide-react";
import type { Metadata } from "next";
import { PageHeading } from "@/components/layout/page-heading";
import { PackageRow } from "@/components/packages/package-row";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { getViewerZone } from "@/lib/http/viewer";
import { listOwnPurchases } from "@/lib/packages/read-purchases";

export const metadata: Metadata = { title: "My packages", robots: { index: false } };

/** Everything that was bought in packages: what is left, until when, and the way to the next session. */
export default async function PackagesPage() {
  const user = await requireUser({ next: "/packages" });
  const purchases = await listOwnPurchases(user.id, clockNow());
  const { zone } = await getViewerZone();
  const running = purchases.filter(({ status }) => status === "active");
  const ended = purchases.filter(({ status }) => status !== "active");
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-10">
      <PageHeading title="My packages">Paid once, booked one by one.</PageHeading>
      {running.length === 0 && (
        <EmptyState icon={Layers} title={ended.length === 0 ? "You have no package yet" : "No package is running"} action={<LinkButton href="/coaches">Find a coach</LinkButton>}>
          Many coaches offer several sessions at once for less. You find their packages on their pages.
        </EmptyState>
      )}
      {running.length > 0 && (
        <ul aria-label="Running" className="flex flex-col gap-3">
          {running.map((purchase) => (
            <PackageRow key={purchase.id} purchase={purchase} zone={zone} />
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <section aria-labelledby="ended" className="flex flex-col gap-4">
          <h2 id="ended" className="text-h3">
            Ended
          </h2>
          <ul className="flex flex-col gap-3">
            {ended.map((purchase) => (
              <PackageRow key={purchase.id} purchase={purchase} zone={zone} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
