"use client";

import { useReport } from "@/components/monitoring/use-report";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeading } from "./page-heading";

/** A page that broke: what is certain, what to do, and a reference that finds the cause in our records. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  useReport(error);
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div className="wrap flex flex-1 flex-col items-start gap-8 py-16 sm:py-24">
      <PageHeading title="That came out wrong">
        Something broke on our side, and we have been told. Nothing was booked or charged by opening this page. Trying again often helps.
      </PageHeading>
      <div className="flex flex-wrap gap-3">
        <Button onClick={retry}>Try again</Button>
        <LinkButton href="/" variant="secondary">
          Go to the first page
        </LinkButton>
      </div>
      {digest && <p className="text-sm text-quiet">If you write to us, name this reference: {digest}</p>}
    </div>
  );
}
