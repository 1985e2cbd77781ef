import { useId, type ComponentProps, type ReactNode } from "react";
import { describedBy, FieldError } from "./field";

interface CheckboxProps extends Omit<ComponentProps<"input">, "id" | "type"> {
  label: ReactNode;
  error?: string | undefined;
}

export function Checkbox({ label, error, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="flex min-h-6 items-start gap-2.5 text-sm">
        <input
          {...rest}
          {...describedBy(id, { error })}
          id={id}
          type="checkbox"
          className="mt-0.5 size-5 shrink-0 rounded accent-brand aria-invalid:outline-2 aria-invalid:outline-danger"
        />
        <span className="pt-0.5">{label}</span>
      </label>
      <FieldError id={id} error={error} />
    </div>
  );
}
