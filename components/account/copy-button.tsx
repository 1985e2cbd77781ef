"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Puts a text into the clipboard and says so; where the browser forbids it, it says what to do instead. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);

  async function copy() {
    // Pages without https have no clipboard.
    const isCopied = await (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
      () => true,
      () => false,
    );
    setOutcome(isCopied ? "copied" : "refused");
  }

  return (
    <>
      <Button variant="secondary" size="small" onClick={() => void copy()} onBlur={() => setOutcome(null)}>
        {outcome === "copied" ? <Check aria-hidden="true" className="size-4" /> : <Copy aria-hidden="true" className="size-4" />}
        {outcome === "copied" ? "Copied" : label}
      </Button>
      <span role="status" className={outcome === "refused" ? "text-sm text-quiet" : "sr-only"}>
        {outcome === "copied" && "Copied."}
        {outcome === "refused" && "Your browser does not let us: mark the text and copy it by hand."}
      </span>
    </>
  );
}
