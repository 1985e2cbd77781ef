"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Card } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

/** Takes all free times away at once, and brings them back; what is booked takes place. */
export function PauseSwitch({ isPaused: atFirst }: { isPaused: boolean }) {
  const router = useRouter();
  const [isPaused, setPaused] = useState(atFirst);
  const [error, setError] = useState<string>();

  async function set(is_paused: boolean) {
    setPaused(is_paused);
    setError(undefined);
    await fetchJson("/api/tutor/pause", { body: { is_paused } }).then(
      () => router.refresh(),
      (failure: RequestFailed) => {
        setPaused(!is_paused);
        setError(failure.message);
      },
    );
  }

  return (
    <Card>
      <Switch label="Take bookings" isOn={!isPaused} onChange={(isOn) => void set(!isOn)} />
      <p className="mt-1 text-sm text-quiet">{isPaused ? "Paused: your page is up and offers no times." : "Clients can book your free times."} Booked sessions take place either way.</p>
      <FieldError id="pause" error={error} />
    </Card>
  );
}
