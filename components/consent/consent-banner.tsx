"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { useConsent } from "./use-consent";

/**
 * A question at the lower edge, first in the order of the keyboard, with two answers of the same weight. It covers nothing
 * that can be acted on only there, and no answer is a no. Without scripts nothing counts, so nothing is asked.
 */
export function ConsentBanner({ isAsked }: { isAsked: boolean }) {
  const { choose, pending, chosen, failure } = useConsent();
  const answer = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    if (chosen !== null) answer.current?.focus();
  }, [chosen]);

  if (chosen !== null) {
    return (
      <p ref={answer} tabIndex={-1} className="sr-only">
        {chosen ? "Thank you, statistics are allowed." : "Only what is necessary is kept."} You can change that on the privacy page.
      </p>
    );
  }
  if (!isAsked) return null;
  return (
    <section
      aria-label="Question about statistics"
      className="consent-banner fixed inset-x-0 bottom-0 z-20 border-t border-hairline bg-card pb-[env(safe-area-inset-bottom)] shadow-float in-[body:has(.bottom-bar)]:max-lg:bottom-[4.3rem] print:hidden"
    >
      <div className="wrap flex flex-wrap items-center gap-x-6 gap-y-2.5 py-3">
        <p className="min-w-0 flex-1 basis-80 text-sm">
          May we count which steps people take here, to see where they get stuck? No advertising, nothing is sold.{" "}
          <Link href="/privacy#statistics" className="link">
            What that means
          </Link>
        </p>
        <div className="flex gap-2 max-sm:w-full max-sm:*:min-h-11 max-sm:*:flex-1">
          <Button variant="secondary" size="small" isPending={pending === false} onClick={() => void choose(false)}>
            Only necessary
          </Button>
          <Button variant="secondary" size="small" isPending={pending === true} onClick={() => void choose(true)}>
            Allow statistics
          </Button>
        </div>
        {failure && (
          <p role="alert" className="basis-full text-sm text-danger">
            {failure}
          </p>
        )}
      </div>
      <noscript>
        <style>{".consent-banner{display:none}"}</style>
      </noscript>
    </section>
  );
}
