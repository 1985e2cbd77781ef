"use client";

import type { ReactNode } from "react";
import { Alert } from "./alert";
import { Button } from "./button";
import { Dialog } from "./dialog";

interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What it means. */
  children: ReactNode;
  /** Why it was not done. */
  error?: string | null | undefined;
  /** What is done, in the words of the button. */
  deed: string;
  keep?: string;
  isPending: boolean;
  onConfirm: () => void;
}

/** Asks before harm. While it is being done there is no way back, and it stays open. */
export function ConfirmDialog({ isOpen, onClose, title, children, error, deed, keep = "Keep it", isPending, onConfirm }: ConfirmDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={() => !isPending && onClose()} title={title}>
      <div className="flex flex-col gap-4">
        {children}
        {error && <Alert tone="danger">{error}</Alert>}
        <div className="flex flex-wrap gap-2">
          <Button variant="danger" className="figures" isPending={isPending} onClick={onConfirm}>
            {deed}
          </Button>
          <Button variant="quiet" disabled={isPending} onClick={onClose}>
            {keep}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
