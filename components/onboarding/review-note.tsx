"use client";

import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import type { ReviewedField } from "@/lib/tutors/proposal";
import { proposed, reviewedLabels } from "./proposed";
import { useProfile } from "./use-profile";

/** For a coach whose page is up: which of this step's fields wait for agreement, and what waits now. */
export function ReviewNote({ fields, children }: { fields: readonly ReviewedField[]; children: ReactNode }) {
  const { profile } = useProfile();
  if (profile.status !== "approved") return null;
  const waiting = proposed(profile).filter(({ field }) => fields.includes(field));
  return (
    <Alert isNews={false}>
      <p>{children} are looked at by us before clients see a change. Until then the old version stays up; everything else is live at once.</p>
      {waiting.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1">
          {waiting.map(({ field, now }) => (
            <li key={field}>
              <strong className="font-semibold">{reviewedLabels[field]}</strong> waits. Clients see: {now}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
