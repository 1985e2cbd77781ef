import type { ComponentProps } from "react";
import { buttonStyle, type ButtonSize, type ButtonVariant } from "./button-style";
import { classNames } from "./class-names";
import { Spinner } from "./spinner";

interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  isWide?: boolean;
  /** Shows the wait and refuses a second press; the button keeps its focus and its words. */
  isPending?: boolean;
}

export function Button({ variant, size, isWide, isPending = false, className, children, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={isPending || undefined}
      aria-disabled={isPending || undefined}
      onClick={isPending ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonStyle({ variant, size, isWide }), className)}
    >
      {isPending && <Spinner />}
      {children}
    </button>
  );
}
