import { useId, type ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { FieldError } from "@/components/ui/field";

interface ChoiceCardsProps<T extends string> {
  legend: string;
  error?: string | undefined;
  choices: readonly { value: T; title: string; icon?: ReactNode; children?: ReactNode }[];
  /** One may be chosen, or several. */
  kind: "radio" | "checkbox";
  chosen: readonly T[];
  most?: number;
  columns?: string;
  onChoose: (value: T) => void;
}

/** Choices that deserve a card: native radios or checkboxes under it. */
export function ChoiceCards<T extends string>({ legend, error, choices, kind, chosen, most = Infinity, columns, onChoose }: ChoiceCardsProps<T>) {
  const id = useId();
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined} className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-medium">{legend}</legend>
      <div className={classNames("grid gap-2 sm:gap-3", columns)}>
        {choices.map(({ value, title, icon, children }) => {
          const isChosen = chosen.includes(value);
          return (
            <label key={value} className={card}>
              <input
                type={kind}
                name={id}
                value={value}
                checked={isChosen}
                disabled={kind === "checkbox" && !isChosen && chosen.length >= most}
                onChange={() => onChoose(value)}
                className="sr-only"
              />
              {icon}
              <span className="min-w-0">
                <span className="block font-medium">{title}</span>
                {children}
              </span>
            </label>
          );
        })}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}

const card =
  "relative flex min-h-12 cursor-pointer items-start gap-3 rounded-control border border-hairline bg-card px-3.5 py-3 transition-colors hover:border-brand " +
  "has-checked:border-brand has-checked:bg-brand-tint has-disabled:cursor-not-allowed has-disabled:border-hairline has-disabled:text-quiet " +
  "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand";
