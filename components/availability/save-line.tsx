import { Check, CircleAlert, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { SaveState } from "./use-saved-hours";

interface SaveLineProps {
  state: SaveState;
  onUndo: (() => void) | null;
  onRetry: () => void;
}

/** Whether what is seen is kept; said to screen readers when it changes. */
export function SaveLine({ state, onUndo, onRetry }: SaveLineProps) {
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <p role="status" className="flex items-center gap-1.5 text-quiet">
        {state.kind === "failed" ? (
          <span className="flex gap-1.5 text-danger">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            Not saved. {state.message}
          </span>
        ) : state.kind === "saved" ? (
          <>
            <Check aria-hidden="true" className="size-4 text-brand" />
            Saved
          </>
        ) : (
          <>
            <Spinner />
            Saving …
          </>
        )}
      </p>
      {state.kind === "failed" && (
        <Button variant="secondary" size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
      {onUndo && (
        <Button variant="quiet" size="small" onClick={onUndo}>
          <Undo2 aria-hidden="true" className="size-4" />
          Undo
        </Button>
      )}
    </div>
  );
}
