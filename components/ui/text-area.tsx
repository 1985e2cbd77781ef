import { useId, type ComponentProps } from "react";
import { classNames } from "./class-names";
import { controlStyle, describedBy, Field, type FieldText } from "./field";

type TextAreaProps = FieldText & Omit<ComponentProps<"textarea">, "id"> & { id?: string };

export function TextArea({ id: givenId, label, aside, hint, error, className, rows = 3, ...rest }: TextAreaProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <Field id={id} label={label} aside={aside} hint={hint} error={error}>
      <textarea {...rest} {...describedBy(id, { hint, error })} id={id} rows={rows} className={classNames(controlStyle, "py-2.5", className)} />
    </Field>
  );
}
