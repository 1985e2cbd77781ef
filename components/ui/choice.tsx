import { useId, type ComponentProps, type ReactNode } from "react";

/** One of several: the platform's own radio button with its words, as large as a thumb. */
export function Choice({ label, hint, ...rest }: { label: ReactNode; hint?: ReactNode } & Omit<ComponentProps<"input">, "id" | "type">) {
  const id = useId();
  return (
    <div className="flex items-start gap-3 py-1.5">
      <input {...rest} id={id} type="radio" aria-describedby={hint ? `${id}-hint` : undefined} className="mt-1 size-5 shrink-0 accent-brand" />
      <div className="min-w-0">
        <label htmlFor={id} className="block">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-quiet">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
