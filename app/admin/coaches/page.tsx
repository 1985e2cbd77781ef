import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { tutorStatusWords } from "@/components/admin/status-words";
import { Portrait } from "@/components/coaches/portrait";
import { PageHeading } from "@/components/layout/page-heading";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { requireRole } from "@/lib/auth/session";
import type { PageProps } from "@/lib/http/page-props";
import { tutorStatuses } from "@/lib/tutors/catalogue";
import { listCoaches } from "@/lib/tutors/list-coaches";

export const metadata: Metadata = { title: "Coaches", robots: { index: false } };

const statuses = [{ value: "", label: "Any state" }, ...tutorStatuses.filter((status) => status !== "paused").map((status) => ({ value: status, label: tutorStatusWords[status].word }))];

export default async function CoachesPage({ searchParams }: PageProps) {
  await requireRole("admin", { next: "/admin/coaches" });
  const { text, status, after } = onlyTexts(await searchParams);
  const { coaches, next } = await listCoaches({ text, status, after });
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-8">
      <PageHeading title="Coaches" />
      <form className="grid items-end gap-3 sm:grid-cols-[1fr_14rem_auto]">
        <TextField label="Name or subject" name="text" type="search" defaultValue={text} maxLength={100} />
        <Select label="State" name="status" defaultValue={status ?? ""} options={statuses} />
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </form>
      {coaches.length === 0 ? (
        <EmptyState icon={SearchX} title="Nobody like that" action={<LinkButton href="/admin/coaches">Show all</LinkButton>}>
          Try fewer letters, or any state.
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {coaches.map((coach) => (
            <li key={coach.id} className="relative flex items-center gap-4 rounded-card border border-hairline bg-card p-4 transition-colors hover:border-brand">
              <Portrait coach={coach} size={48} className="size-12" />
              <div className="min-w-0 flex-1">
                <h2 className="text-h4">
                  <Link href={`/admin/approvals/${coach.id}`} className="after:absolute after:inset-0 after:rounded-card">
                    {coach.name}
                  </Link>
                </h2>
                <p className="truncate text-sm text-quiet">{coach.headline || "No headline yet"}</p>
              </div>
              <Badge tone={tutorStatusWords[coach.status].tone}>{tutorStatusWords[coach.status].word}</Badge>
            </li>
          ))}
        </ul>
      )}
      {next && (
        <LinkButton variant="secondary" className="self-start" href={`/admin/coaches?${new URLSearchParams({ ...(text && { text }), ...(status && { status }), after: next })}`}>
          Further on
        </LinkButton>
      )}
    </div>
  );
}

function onlyTexts(params: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => typeof value === "string")) as Record<string, string>;
}
