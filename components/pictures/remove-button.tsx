"use client";

import { Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";

interface RemoveButtonProps {
  /** For screen readers, after "Remove": "your picture". */
  what: string;
  /** Fails with a sentence of its own elsewhere. */
  onRemove: () => Promise<void>;
}

/** Asks once more in its own place: what is removed is not kept by us, so there is nothing to undo. */
export function RemoveButton({ what, onRemove }: RemoveButtonProps) {
  const [step, setStep] = useState<"closed" | "asking" | "removing">("closed");
  const opener = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);

  useEffect(() => {
    if (step === "asking") keep.current?.focus();
    if (step === "closed" && wasOpen.current) opener.current?.focus();
    wasOpen.current = step !== "closed";
  }, [step]);

  if (step === "closed") {
    return (
      <Button ref={opener} variant="quiet" size="small" onClick={() => setStep("asking")}>
        <Trash2 aria-hidden="true" className="size-4" />
        Remove<span className="sr-only"> {what}</span>
      </Button>
    );
  }
  return (
    <div role="group" aria-label={`Remove ${what}?`} onKeyDown={(event) => event.key === "Escape" && step === "asking" && setStep("closed")} className="flex flex-wrap items-center gap-2">
      <Button
        variant="danger"
        size="small"
        isPending={step === "removing"}
        onClick={() => {
          setStep("removing");
          void onRemove().finally(() => setStep("closed"));
        }}
      >
        Remove for good
      </Button>
      {step === "asking" && (
        <Button ref={keep} variant="quiet" size="small" onClick={() => setStep("closed")}>
          Keep
        </Button>
      )}
    </div>
  );
}
