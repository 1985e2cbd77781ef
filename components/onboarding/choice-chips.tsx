import { Check } from "lucide-react";
import { useId, type ReactNode } from "react";
import { FieldError } from "@/components/ui/field";

interface ChoiceChipsProps<T extends string> {
  legend: string;
  /** Shown after the legend in quiet ink: "(optional)". */
  aside?: string;
  hint?: ReactNode;
  error?: string | undefined;
  choices: readonly { value: T; label: string }[];
  chosen: readonly T[];
  /** "radio" where exactly one is chosen. */
  kind?: "radio" | "checkbox";
  /** With as many chosen the others rest. */
  most?: number;
  onToggle: (value: T) => void;
}

/** A few of many; each is a checkbox, or a radio, to the keyboard and to screen readers. */
export function ChoiceChips<T extends string>({ legend, aside, hint, error, choices, chosen, kind = "checkbox", most = Infinity, onToggle }: ChoiceChipsProps<T>) {
  const id = useId();
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined} className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-medium">
        {legend}
        {aside && <span className="font-normal text-quiet"> {aside}</span>}
      </legend>
      <div className="flex flex-wrap gap-2">
        {choices.map(({ value, label }) => {
          const isChosen = chosen.includes(value);
          return (
            <label key={value} className={chip}>
              <input type={kind} name={id} value={value} checked={isChosen} disabled={!isChosen && chosen.length >= most} onChange={() => onToggle(value)} className="sr-only" />
              {isChosen && <Check aria-hidden="true" className="size-3.5" />}
              {label}
            </label>
          );
        })}
      </div>
      {hint && <p className="text-sm text-quiet">{hint}</p>}
      <FieldError id={id} error={error} />
    </fieldset>
  );
}

const chip =
  "relative inline-flex min-h-10 cursor-pointer items-center gap-1.5 rounded-full border border-hairline bg-card px-3.5 text-[0.9375rem] transition-colors hover:border-brand " +
  "has-checked:border-brand has-checked:bg-brand-tint has-checked:text-brand has-disabled:cursor-not-allowed has-disabled:border-hairline has-disabled:text-quiet " +
  "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand";
