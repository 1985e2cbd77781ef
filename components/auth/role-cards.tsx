import { GraduationCap, Search } from "lucide-react";
import type { registrationRoles } from "@/lib/users/schema";

export type RegistrationRole = (typeof registrationRoles)[number];

export function RoleCards({ role, onChange }: { role: RegistrationRole; onChange: (role: RegistrationRole) => void }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">What brings you here?</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {choices.map(({ value, title, text, Icon }) => (
          <label
            key={value}
            className="relative flex cursor-pointer gap-3 rounded-card border border-hairline bg-card p-4 transition-colors hover:border-brand has-checked:border-brand has-checked:bg-brand-tint has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand"
          >
            <input type="radio" name="role" value={value} checked={role === value} onChange={() => onChange(value)} className="sr-only" />
            <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-brand" />
            <span>
              <span className="block font-semibold">{title}</span>
              <span className="block text-sm text-quiet">{text}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const choices = [
  { value: "consumer", title: "I look for a coach", text: "Find one, book a time, meet.", Icon: Search },
  { value: "tutor", title: "I am a coach", text: "Set your hours and price, get paid.", Icon: GraduationCap },
] as const;
