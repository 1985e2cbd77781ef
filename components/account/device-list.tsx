"use client";

import { Laptop, Smartphone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatClock, formatDay } from "@/lib/core/format-time";
import type { Device } from "@/lib/auth/schema";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";

const path = "/api/account/devices";
const shown_at_first = 5;

/** Where the person is signed in, and the way to end it elsewhere. */
export function DeviceList({ devices, zone }: { devices: Device[]; zone: string }) {
  const router = useRouter();
  const [isWhole, setWhole] = useState(false);
  const [pending, setPending] = useState<string | null>(null);
  const [news, setNews] = useState("");
  const [failure, setFailure] = useState<string>();
  const status = useRef<HTMLParagraphElement>(null);
  const others = devices.filter((device) => !device.is_this_one);
  // This one first, then the newest.
  const ordered = [...devices.filter((device) => device.is_this_one), ...others];

  // The button that was pressed goes with its device.
  useEffect(() => {
    if (news) status.current?.focus();
  }, [news]);

  async function end(what: string, address: string) {
    if (pending) return;
    setPending(what);
    setNews("");
    setFailure(undefined);
    await fetchJson<{ ended: number }>(address, { method: "DELETE" }).then(
      ({ ended }) => setNews(ended === 1 ? "Signed out there." : `Signed out on ${ended} devices.`),
      (error: RequestFailed) => setFailure(error.message),
    );
    setPending(null);
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col">
        {ordered.slice(0, isWhole ? undefined : shown_at_first).map((device) => (
          <li key={device.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-hairline py-3 first:pt-0">
            {isPhone(device) ? <Smartphone aria-hidden="true" className="size-5 text-quiet" /> : <Laptop aria-hidden="true" className="size-5 text-quiet" />}
            <div className="min-w-0 flex-1 basis-40">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {nameOf(device)}
                {device.is_this_one && <Badge tone="brand">This device</Badge>}
              </p>
              <p className="text-sm text-quiet">
                Signed in {formatDay(new Date(device.signed_in_at), zone)}, {formatClock(new Date(device.signed_in_at), zone)}
              </p>
            </div>
            {!device.is_this_one && (
              <Button variant="secondary" size="small" isPending={pending === device.id} onClick={() => void end(device.id, `${path}/${device.id}`)}>
                Sign out<span className="sr-only"> on {nameOf(device)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!isWhole && devices.length > shown_at_first && (
        <button type="button" onClick={() => setWhole(true)} className="link min-h-6 self-start text-sm">
          Show {devices.length - shown_at_first} more
        </button>
      )}
      {failure && <Alert tone="danger">{failure}</Alert>}
      <p ref={status} tabIndex={-1} role="status" className="text-sm text-brand empty:hidden">
        {news}
      </p>
      {others.length > 1 && (
        <Button variant="secondary" className="self-start" isPending={pending === "others"} onClick={() => void end("others", path)}>
          Sign out on all others
        </Button>
      )}
      {others.length === 0 && <p className="text-sm text-quiet">You are signed in nowhere else.</p>}
    </div>
  );
}

function nameOf({ browser, system }: Device): string {
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "An unknown browser";
}

function isPhone({ system }: Device): boolean {
  return system === "iPhone" || system === "Android";
}
