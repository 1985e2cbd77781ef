"use client";

import { Check, CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { useProfile } from "./use-profile";

interface SaveStatusProps {
  /** Where a step has a line of its own: this one speaks only of what another step left behind. */
  isQuiet: boolean;
}

/** Whether what was typed is kept: one line for all fields, said to screen readers when it changes. */
export function SaveStatus({ isQuiet }: SaveStatusProps) {
  const { status, flush } = useProfile();
  if (isQuiet && status.kind === "saved") return null;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p role="status" className="flex items-center gap-1.5 text-quiet">
        {status.kind === "failed" || status.kind === "refused" ? (
          <span className="flex gap-1.5 text-danger">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            {status.kind === "failed" ? `Not saved. ${status.message}` : "Not saved: the marked field needs another look."}
          </span>
        ) : status.kind === "saved" ? (
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
      {status.kind === "failed" && (
        <Button variant="secondary" size="small" onClick={flush}>
          Try again
        </Button>
      )}
    </div>
  );
}
