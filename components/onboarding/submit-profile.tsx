"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { policy } from "@/lib/config/policy";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import type { OwnProfile } from "@/lib/tutors/own-view";
import { useProfile } from "./use-profile";

/** Hands the profile in, after what was typed last is saved. */
export function SubmitProfile() {
  const router = useRouter();
  const { profile, saver } = useProfile();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const isComplete = profile.missing.length === 0;

  async function submit() {
    setPending(true);
    setError(undefined);
    if (await saver.settle()) {
      await fetchJson<OwnProfile>("/api/tutor/submit", { body: {} }).then(handedIn, (failure: RequestFailed) => setError(failure.message));
    } else {
      setError("Something of your profile is not saved yet. Look at the marked fields, then submit again.");
    }
    setPending(false);
  }

  function handedIn(submitted: OwnProfile) {
    saver.meet(submitted);
    // What happens now stands at the top of the page.
    window.scrollTo({ top: 0 });
    router.refresh();
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {error && <Alert tone="danger">{error}</Alert>}
      <Button size="large" isPending={isPending} disabled={!isComplete} onClick={() => void submit()}>
        {profile.status === "draft" ? "Submit my profile" : "Submit it again"}
      </Button>
      <p className="text-sm text-quiet">
        {isComplete
          ? `We read it and answer by mail within ${policy.approval_target_hours} hours. Then clients find you.`
          : "You can submit when nothing is missing. Everything you wrote is kept until then."}
      </p>
    </div>
  );
}
