import type { Metadata } from "next";
import { PageHeading } from "@/components/layout/page-heading";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Nothing here" };

/** Stands inside the layout of whichever group said so; header and footer are that layout's. */
export default function NotFound() {
  return (
    <div className="wrap flex flex-1 flex-col items-start gap-8 py-16 sm:py-24">
      <PageHeading title="A rest, where you expected a note">
        There is nothing at this address. The page may have moved, or a coach may have stopped teaching here.
      </PageHeading>
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/coaches">Find a coach</LinkButton>
        <LinkButton href="/" variant="secondary">
          Go to the first page
        </LinkButton>
      </div>
    </div>
  );
}
