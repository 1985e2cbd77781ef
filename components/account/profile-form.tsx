"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { marketLabel } from "@/components/auth/place";
import { RequestForm } from "@/components/auth/request-form";
import { useAccountRequest } from "@/components/auth/use-account-request";
import { allZones } from "@/components/layout/zone-names";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { enabledMarketIds } from "@/lib/config/markets";
import { zoneCookie } from "@/lib/http/zone-cookie";
import { languages } from "@/lib/core/language";
import type { AccountProfile } from "@/lib/users/view";

/** What is the person's own besides picture and address; nothing is sent before the button. */
export function ProfileForm({ profile }: { profile: AccountProfile }) {
  const router = useRouter();
  const request = useAccountRequest<{ profile: AccountProfile }>("/api/account/profile", "PATCH");
  const { send, isPending, failure, errorOf } = request;
  const [isSaved, setSaved] = useState(false);
  const zones = useMemo(() => [...new Set([profile.timezone, ...allZones()])].sort(), [profile.timezone]);

  async function save(data: FormData) {
    setSaved(false);
    const answer = await send(Object.fromEntries(data));
    if (!answer) return;
    setSaved(true);
    // The times on the pages follow the account.
    document.cookie = zoneCookie(answer.profile.timezone);
    router.refresh();
  }

  return (
    <RequestForm request={request} onData={save}>
      {failure && Object.keys(failure.fields).length === 0 && <Alert tone="danger">{failure.message}</Alert>}
      <TextField label="Name" name="name" defaultValue={profile.name} autoComplete="name" maxLength={80} required error={errorOf("name")} />
      {failure?.details.reason === "on_public_page" && (
        <Link href="/coach/onboarding" className="link -mt-3 self-start text-sm">
          Go to your coach profile
        </Link>
      )}
      <TextField
        label="Phone"
        aside="(optional)"
        name="phone"
        type="tel"
        defaultValue={profile.phone ?? ""}
        autoComplete="tel"
        maxLength={40}
        placeholder="+1 212 555 0123"
        hint="With the country code. Only we see it, to reach you about a session."
        error={errorOf("phone")}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Select
          label="Time zone"
          name="timezone"
          defaultValue={profile.timezone}
          options={zones.map((value) => ({ value, label: value.replaceAll("_", " ").replaceAll("/", " / ") }))}
          hint="Pages and mails show times in it."
          error={errorOf("timezone")}
        />
        <Select
          label="Region"
          name="market_id"
          defaultValue={profile.market_id}
          options={enabledMarketIds.map((value) => ({ value, label: marketLabel(value) }))}
          hint={profile.role === "tutor" ? "Your prices are in its currency." : "Prices are compared in its currency, and you find its in-person coaches."}
          error={errorOf("market_id")}
        />
      </div>
      <Select
        label="Language"
        name="language"
        defaultValue={profile.language}
        options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        hint="So far we write in English. We keep your choice for the day when we speak yours."
        error={errorOf("language")}
      />
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" isPending={isPending}>
          Save
        </Button>
        <p role="status" className="text-sm text-brand">
          {isSaved && !isPending && "Saved."}
        </p>
      </div>
    </RequestForm>
  );
}
