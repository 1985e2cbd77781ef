import type { ComponentProps } from "react";
import { classNames } from "./class-names";

interface CardProps extends ComponentProps<"div"> {
  /** Lifts the one card of a page that carries the decision. */
  isFloating?: boolean;
}

export function Card({ isFloating = false, className, ...rest }: CardProps) {
  return (
    <div
      {...rest}
      className={classNames("rounded-card border border-hairline bg-card p-4 sm:p-6", isFloating && "shadow-float", className)}
    />
  );
}
