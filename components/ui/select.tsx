import { ChevronDown } from "lucide-react";
import { useId, type ComponentProps } from "react";
import { classNames } from "./class-names";
import { controlStyle, describedBy, Field, type FieldText } from "./field";

type SelectProps = FieldText &
  Omit<ComponentProps<"select">, "id" | "children"> & { id?: string; options: readonly { value: string; label: string }[] };

/** The platform's own list: best on phones, and works before any script. */
export function Select({ id: givenId, label, aside, hint, error, options, className, ...rest }: SelectProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <Field id={id} label={label} aside={aside} hint={hint} error={error}>
      <span className="relative block">
        <select {...rest} {...describedBy(id, { hint, error })} id={id} className={classNames(controlStyle, "h-11 appearance-none pr-9", className)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-quiet" />
      </span>
    </Field>
  );
}
