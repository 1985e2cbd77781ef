import { useId } from "react";

interface SwitchProps {
  label: string;
  /** Where what stands beside it says it to those who see. */
  isLabelHidden?: boolean;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** Something that works at once, without a button to send it. */
export function Switch({ label, isLabelHidden = false, isOn, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-4">
      <span id={id} className={isLabelHidden ? "sr-only" : "font-medium"}>
        {label}
      </span>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-labelledby={id}
        onClick={() => onChange(!isOn)}
        className="group relative h-7 w-12 shrink-0 rounded-full border border-field bg-muted transition-colors aria-checked:border-brand aria-checked:bg-brand"
      >
        <span className="absolute top-0.5 left-0.5 size-5.5 rounded-full bg-ink transition-transform group-aria-checked:translate-x-5 group-aria-checked:bg-on-brand motion-reduce:transition-none" />
      </button>
    </div>
  );
}
