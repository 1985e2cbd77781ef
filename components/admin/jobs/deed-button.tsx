"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

interface DeedButtonProps {
  path: string;
  body?: unknown;
  /** What is said when it is done; the page is read again then. */
  done: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  children: ReactNode;
}

/** One press, one deed, and a word about how it went. */
export function DeedButton({ path, body, done, className, children, ...look }: DeedButtonProps) {
  const router = useRouter();
  const [isSending, setSending] = useState(false);
  const [isReading, startReading] = useTransition();
  const [outcome, setOutcome] = useState<{ text: string; isFailure: boolean } | null>(null);

  async function send() {
    setSending(true);
    setOutcome(null);
    await fetchJson(path, { method: "POST", body }).then(
      () => setOutcome({ text: done, isFailure: false }),
      (error: RequestFailed) => setOutcome({ text: error.message, isFailure: true }),
    );
    setSending(false);
    startReading(() => router.refresh());
  }

  return (
    <div className={className}>
      <Button {...look} isPending={isSending || isReading} onClick={() => void send()}>
        {children}
      </Button>
      <p role="status" className={outcome?.isFailure ? "text-sm text-danger" : "text-sm text-quiet"}>
        {outcome && <span className="mt-1 block">{outcome.text}</span>}
      </p>
    </div>
  );
}
