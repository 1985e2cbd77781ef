import type { Metadata } from "next";
import { PageHeading } from "@/components/layout/page-heading";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <>
      <SiteHeader />
      <main id="content" className="wrap flex flex-1 flex-col items-start gap-8 py-16 sm:py-24">
        <PageHeading title="A rest, where you expected a note">
          There is nothing at this address. The page may have moved, or a coach may have stopped teaching here.
        </PageHeading>
        <div className="flex flex-wrap gap-3">
          <LinkButton href="/coaches">Find a coach</LinkButton>
          <LinkButton href="/" variant="secondary">
            Go to the first page
          </LinkButton>
        </div>
      </main>
      <SiteFooter />
    </>
  );
}
