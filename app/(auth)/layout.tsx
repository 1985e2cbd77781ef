import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Wordmark } from "@/components/layout/wordmark";

/** Little besides the form: no menu to get lost in. Links with tokens must not travel on in a Referer. */
export const metadata: Metadata = { robots: { index: false }, referrer: "no-referrer" };

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="border-b border-hairline">
        <div className="wrap flex h-16 items-center lg:h-18">
          <Wordmark />
        </div>
      </header>
      <main id="content" className="wrap flex-1 py-10 sm:py-16">
        <div className="mx-auto flex max-w-md flex-col gap-8">{children}</div>
      </main>
    </>
  );
}
