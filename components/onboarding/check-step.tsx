"use client";

import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { ResendButton } from "@/components/auth/resend-button";
import { CheckState } from "./check-state";
import { checkRows, type CheckRow } from "./check-rows";
import { isHandedIn, stepPath, stepWords } from "./steps";
import { SubmitProfile } from "./submit-profile";
import { useProfile } from "./use-profile";

/** The whole profile as a list: before it is handed in, to check it; afterwards, to find what to change. */
export function CheckStep({ email }: { email: string }) {
  const { values, profile } = useProfile();
  const isUnconfirmed = profile.missing.some(({ part }) => part === "address");
  return (
    <>
      <CheckState />
      <div className="flex flex-col divide-y divide-hairline border-y border-hairline">
        {checkRows(values, profile).map(({ step, rows }) => (
          <section key={step} aria-label={stepWords[step].title} className="grid gap-x-6 gap-y-3 py-5 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <div className="flex items-baseline justify-between gap-3 sm:flex-col sm:justify-start sm:gap-1">
              <h2 className="text-h4">{stepWords[step].title}</h2>
              {profile.status !== "suspended" && (
                <Link href={stepPath(step)} className="link inline-flex min-h-6 items-center text-sm">
                  Change<span className="sr-only"> {stepWords[step].title.toLowerCase()}</span>
                </Link>
              )}
            </div>
            <dl className="flex min-w-0 flex-col gap-2">
              {rows.map((row) => (
                <Row key={row.label} row={row} />
              ))}
            </dl>
          </section>
        ))}
        <section aria-label="Your address" className="grid gap-x-6 gap-y-3 py-5 sm:grid-cols-[9rem_minmax(0,1fr)]">
          <h2 className="text-h4">Your address</h2>
          <div className="flex min-w-0 flex-col gap-3">
            <dl>
              <Row row={{ label: "Mail", value: isUnconfirmed ? email : `${email}, confirmed`, missing: profile.missing.find(({ part }) => part === "address")?.sentence }} />
            </dl>
            {isUnconfirmed && (
              <div className="sm:pl-36">
                <ResendButton size="small" />
              </div>
            )}
          </div>
        </section>
      </div>
      {!isHandedIn(profile) && <SubmitProfile />}
    </>
  );
}

function Row({ row: { label, value, missing } }: { row: CheckRow }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-sm text-quiet sm:pt-0.5">{label}</dt>
      <dd className="min-w-0">
        {value ? <span className="line-clamp-3 whitespace-pre-line">{value}</span> : !missing && <span className="text-quiet">None</span>}
        {missing && (
          <span className="flex gap-1.5 text-warning">
            <CircleAlert aria-hidden="true" className="mt-1 size-4 shrink-0" />
            {missing}
          </span>
        )}
      </dd>
    </div>
  );
}
