"use client";

import { X } from "lucide-react";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { classNames } from "./class-names";

interface DialogProps {
  isOpen: boolean;
  /** Called for the cross, Escape and a press outside. */
  onClose: () => void;
  title: string;
  /** A sheet rises from the bottom edge of a phone; on wide screens both are a centred dialog. */
  shape?: "dialog" | "sheet";
  children: ReactNode;
}

/** The browser's own dialog: it keeps the focus inside, gives it back, and makes the rest inert. */
export function Dialog({ isOpen, onClose, title, shape = "dialog", children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);

  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className={classNames(
        "m-auto w-full max-w-lg overflow-hidden bg-card p-0 text-ink shadow-float open:flex open:flex-col",
        "max-h-[calc(100dvh-2rem)] border border-hairline",
        shape === "sheet"
          ? "rounded-t-card max-sm:mx-0 max-sm:mb-0 max-sm:max-w-none max-sm:open:rise sm:rounded-card"
          : "max-w-[min(32rem,calc(100vw-2rem))] rounded-card open:rise",
      )}
    >
      <div className="flex items-center justify-between gap-4 border-b border-hairline py-2 pr-2 pl-4 sm:pl-6">
        <h2 id={titleId} className="text-h4">
          {title}
        </h2>
        <button type="button" onClick={onClose} className="grid size-11 shrink-0 place-items-center rounded-control hover:bg-muted">
          <X aria-hidden="true" className="size-5" />
          <span className="sr-only">Close</span>
        </button>
      </div>
      <div className="min-h-0 overflow-y-auto p-4 sm:p-6">{isOpen && children}</div>
    </dialog>
  );
}
