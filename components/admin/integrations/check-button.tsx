"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import type { Service } from "@/lib/probes/schema";

interface CheckButtonProps {
  /** All of them where none is named. */
  service?: Service;
  name?: string;
  variant: "secondary" | "quiet";
}

/** Looks at once, and shows what was found when it is there. */
export function CheckButton({ service, name, variant }: CheckButtonProps) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [isShowing, startShowing] = useTransition();
  const [said, setSaid] = useState<string | null>(null);

  async function check() {
    setAsking(true);
    setSaid(null);
    await fetchJson("/api/admin/integrations/check", { body: { ...(service && { service }) } }).then(
      () => {
        setSaid(`${name ?? "Every service"} was checked.`);
        startShowing(() => router.refresh());
      },
      (failure: RequestFailed) => setSaid(failure.message),
    );
    setAsking(false);
  }

  return (
    <>
      <Button
        variant={variant}
        size={service ? "small" : "medium"}
        isPending={isAsking || isShowing}
        onClick={() => void check()}
        className={service ? "text-brand" : undefined}
      >
        {!service && !isAsking && !isShowing && <RefreshCw aria-hidden="true" className="size-4" />}
        {service ? "Check now" : "Check all now"}
        {name && <span className="sr-only">: {name}</span>}
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
