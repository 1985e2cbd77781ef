import { useId, type ComponentProps } from "react";
import { classNames } from "./class-names";
import { controlStyle, describedBy, Field, type FieldText } from "./field";

type TextFieldProps = FieldText & Omit<ComponentProps<"input">, "id"> & { id?: string };

export function TextField({ id: givenId, label, aside, hint, error, className, type = "text", ...rest }: TextFieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <Field id={id} label={label} aside={aside} hint={hint} error={error}>
      <input {...rest} {...describedBy(id, { hint, error })} id={id} type={type} className={classNames(controlStyle, "h-11", className)} />
    </Field>
  );
}
