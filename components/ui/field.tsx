import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

export interface FieldText {
  label: string;
  /** Shown after the label, in quiet ink: "(optional)". */
  aside?: string | undefined;
  hint?: ReactNode;
  error?: string | undefined;
}

/** Label above, hint and error below; the control inside is described by both (see `describedBy`). */
export function Field({ id, label, aside, hint, error, children }: FieldText & { id: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {aside && <span className="font-normal text-quiet"> {aside}</span>}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-quiet">
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error?: string | undefined }) {
  if (!error) return null;
  return (
    <p id={`${id}-error`} className="flex gap-1.5 text-sm text-danger">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>{error}</span>
    </p>
  );
}

/** The aria attributes that tie a control to the texts that Field draws around it. */
export function describedBy(id: string, text: { hint?: ReactNode; error?: string | undefined }) {
  const ids = [text.error && `${id}-error`, text.hint && `${id}-hint`].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": text.error ? true : undefined };
}

export const controlStyle =
  "w-full rounded-control border border-field bg-card px-3 text-ink transition-colors placeholder:text-quiet hover:border-ink " +
  "aria-invalid:border-danger disabled:border-hairline disabled:bg-muted disabled:text-quiet";
