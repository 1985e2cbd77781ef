import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonStyle, type ButtonSize, type ButtonVariant } from "./button-style";
import { classNames } from "./class-names";

interface LinkButtonProps extends ComponentProps<typeof Link> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  isWide?: boolean;
}

/** Goes somewhere, and looks like a button. */
export function LinkButton({ variant, size, isWide, className, ...rest }: LinkButtonProps) {
  return <Link {...rest} className={classNames(buttonStyle({ variant, size, isWide }), className)} />;
}
