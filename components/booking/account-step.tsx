"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { RegisterInPlace } from "@/components/auth/register-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

interface AccountStepProps {
  bookingId: string;
  /** Somebody is signed in while the hold is still the visitor's: it only has to change hands. */
  isSignedIn: boolean;
  onDone: () => void;
}

/** An account, made or opened in place; it then takes over the hold, and the server says what comes next. */
export function AccountStep({ bookingId, isSignedIn, onDone }: AccountStepProps) {
  const { claim, failure, isPending } = useClaim(bookingId, onDone);

  const hasAsked = useRef(false);
  useEffect(() => {
    if (!isSignedIn || hasAsked.current) return;
    hasAsked.current = true;
    void claim();
  }, [isSignedIn, claim]);

  if (failure) return <ClaimFailed failure={failure} onRetry={claim} />;
  if (isSignedIn || isPending) return <Skeleton className="h-40" />;
  return (
    <section aria-labelledby="account-step" className="border-t border-hairline pt-5">
      <h2 id="account-step" className="text-h4">
        Your account
      </h2>
      <p className="mt-1 mb-4 text-sm text-quiet">Your time stays held. The card comes next, on this page.</p>
      <RegisterInPlace
        onDone={() => {
          hasAsked.current = true;
          void claim();
        }}
      />
    </section>
  );
}

function useClaim(bookingId: string, onDone: () => void) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);

  const claim = useCallback(async () => {
    setPending(true);
    setFailure(null);
    await fetchJson(`/api/bookings/${bookingId}/claim`, { method: "POST" }).then(onDone, (failed: RequestFailed) => {
      setFailure(failed);
      setPending(false);
    });
    router.refresh();
  }, [bookingId, onDone, router]);

  return { claim, failure, isPending };
}

function ClaimFailed({ failure, onRetry }: { failure: RequestFailed; onRetry: () => void }) {
  const isOurs = failure.status === 0 || failure.status >= 500;
  return (
    <Alert tone={isOurs ? "danger" : "warning"}>
      <p>{failure.message}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button variant="secondary" size="small" onClick={onRetry}>
          Try again
        </Button>
        {!isOurs && (
          <LinkButton href="/bookings" variant="quiet" size="small">
            My sessions
          </LinkButton>
        )}
      </div>
    </Alert>
  );
}
