"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useAccountRequest } from "@/components/auth/use-account-request";

/** A full load afterwards: every part of the page is then a coach's. */
export function BecomeCoach() {
  const { send, isPending, failure } = useAccountRequest("/api/account/become-coach");

  async function begin() {
    if (await send({})) window.location.assign("/coach/onboarding");
  }

  return (
    <div className="flex flex-col items-start gap-4">
      <p>
        Set up a page, your prices and your hours in seven short steps. Nobody sees it before you submit it and we have approved it. You go on booking sessions
        as you do now; the account stays a coach&rsquo;s from then on.
      </p>
      {failure && <Alert tone="danger">{failure.message}</Alert>}
      <Button variant="secondary" isPending={isPending} onClick={() => void begin()}>
        Become a coach
      </Button>
    </div>
  );
}
