"use client";

import { Failure } from "@/components/layout/failure";
import { Wordmark } from "@/components/layout/wordmark";

export default function PageError(props: { error: unknown; retry: () => void }) {
  return (
    <>
      <header className="border-b border-hairline">
        <div className="wrap flex h-16 items-center lg:h-18">
          <Wordmark />
        </div>
      </header>
      <main id="content" className="flex flex-1 flex-col">
        <Failure {...props} />
      </main>
    </>
  );
}
