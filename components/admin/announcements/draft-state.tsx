"use client";

import { Check, CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Draft } from "./use-draft";

/** Whether what was typed is kept. */
export function DraftState({ draft: { state, flush } }: { draft: Draft }) {
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p role="status" className="flex items-center gap-1.5 text-quiet">
        {state.kind === "failed" ? (
          <span className="flex gap-1.5 text-danger">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            Not saved. {state.message}
          </span>
        ) : state.kind === "saved" ? (
          <>
            <Check aria-hidden="true" className="size-4 text-brand" />
            All saved
          </>
        ) : (
          <>
            <Spinner />
            Saving …
          </>
        )}
      </p>
      {state.kind === "failed" && (
        <Button variant="secondary" size="small" onClick={() => void flush()}>
          Try again
        </Button>
      )}
    </div>
  );
}
