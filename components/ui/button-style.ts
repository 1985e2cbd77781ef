import { classNames } from "./class-names";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "large";

/** A button and a link that looks like one share this. */
export function buttonStyle(style: { variant?: ButtonVariant | undefined; size?: ButtonSize | undefined; isWide?: boolean | undefined }): string {
  return classNames(
    "inline-flex items-center justify-center gap-2 rounded-control text-center font-medium transition-colors",
    "disabled:cursor-not-allowed aria-disabled:cursor-not-allowed",
    variants[style.variant ?? "primary"],
    sizes[style.size ?? "medium"],
    style.isWide && "w-full",
  );
}

const variants: Record<ButtonVariant, string> = {
  primary: "bg-brand text-on-brand hover:bg-brand-hover disabled:bg-muted disabled:text-quiet",
  secondary: "border border-hairline bg-card text-ink hover:border-brand hover:text-brand disabled:border-hairline disabled:text-quiet",
  quiet: "text-ink hover:bg-muted disabled:text-quiet",
  danger: "border border-danger bg-card text-danger hover:bg-danger-tint disabled:border-hairline disabled:text-quiet",
};

const sizes: Record<ButtonSize, string> = {
  small: "min-h-9 px-3 py-1.5 text-sm",
  medium: "min-h-11 px-4 py-2",
  large: "min-h-13 px-6 py-3 text-lg",
};
