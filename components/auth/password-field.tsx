"use client";

import { type ComponentProps, useId, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { controlStyle, describedBy, Field, type FieldText } from "@/components/ui/field";

type PasswordFieldProps = FieldText & Omit<ComponentProps<"input">, "id" | "type">;

/** A password that can be shown while it is typed. */
export function PasswordField({ label, aside, hint, error, className, ...rest }: PasswordFieldProps) {
  const id = useId();
  const [isShown, setShown] = useState(false);
  return (
    <Field id={id} label={label} aside={aside} hint={hint} error={error}>
      <span className="relative block">
        <input
          {...rest}
          {...describedBy(id, { hint, error })}
          id={id}
          type={isShown ? "text" : "password"}
          autoCapitalize="none"
          spellCheck={false}
          className={classNames(controlStyle, "h-11 pr-16", className)}
        />
        <button
          type="button"
          aria-pressed={isShown}
          aria-label="Show the password"
          onClick={() => setShown(!isShown)}
          className="absolute inset-y-0.5 right-0.5 min-w-14 rounded-control px-3 text-sm text-quiet hover:text-brand"
        >
          {isShown ? "Hide" : "Show"}
        </button>
      </span>
    </Field>
  );
}
