import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { SponsorshipRow } from "@/components/admin/sponsorship-row";
import { sponsorshipStatusWords } from "@/components/admin/sponsorship-words";
import { PageHeading } from "@/components/layout/page-heading";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import type { PageProps } from "@/lib/http/page-props";
import { listSponsorships } from "@/lib/sponsorships/list-sponsorships";
import { sponsorshipStatuses } from "@/lib/sponsorships/schema";

export const metadata: Metadata = { title: "Sponsorships", robots: { index: false } };

const statuses = [{ value: "", label: "Any state" }, ...sponsorshipStatuses.map((status) => ({ value: status, label: sponsorshipStatusWords[status].word }))];

export default async function SponsorshipsPage({ searchParams }: PageProps) {
  await requireRole("admin", { next: "/admin/sponsorships" });
  const { status, after } = await searchParams;
  const now = clockNow();
  const wanted = typeof status === "string" ? status : undefined;
  const { sponsorships, next } = await listSponsorships({ status: wanted, after: typeof after === "string" ? after : undefined, now });
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-8">
      <PageHeading title="Sponsorships">Coaches who pay for a labelled place above the results, the newest first.</PageHeading>
      <form className="grid items-end gap-3 sm:grid-cols-[14rem_auto] sm:justify-start">
        <Select label="State" name="status" defaultValue={wanted ?? ""} options={statuses} />
        <Button type="submit" variant="secondary">
          Show
        </Button>
      </form>
      {sponsorships.length === 0 ? (
        <EmptyState icon={SearchX} title="None like that" action={wanted ? <LinkButton href="/admin/sponsorships">Show all</LinkButton> : undefined}>
          {wanted ? "No sponsorship is in this state." : "No coach has bought one yet."}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {sponsorships.map((sponsorship) => (
            <SponsorshipRow key={sponsorship.id} sponsorship={sponsorship} now={now.toISOString()} />
          ))}
        </ul>
      )}
      {next && (
        <LinkButton variant="secondary" className="self-start" href={`/admin/sponsorships?${new URLSearchParams({ ...(wanted && { status: wanted }), after: next })}`}>
          Further on
        </LinkButton>
      )}
    </div>
  );
}
