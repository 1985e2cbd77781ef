"use client";

import { Globe } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { zoneCookie } from "@/lib/http/zone-cookie";
import { browserZone } from "./zone-names";

/** Few people change their zone; the others do not load what it takes. */
const ZoneChooser = lazy(() => import("./zone-chooser").then((file) => ({ default: file.ZoneChooser })));

/** Says in which zone times are shown, and changes it. On the first visit it tells the server what the browser knows. */
export function ZoneButton({ zone, isKnown, label }: { zone: string; isKnown: boolean; label: string }) {
  const [isOpen, setOpen] = useState(false);
  const router = useRouter();

  useEffect(() => {
    if (isKnown) return;
    const own = browserZone();
    document.cookie = zoneCookie(own);
    // A browser that refuses cookies must not refresh for ever.
    if (own !== zone && document.cookie.includes("mh_tz=")) router.refresh();
  }, [isKnown, zone, router]);

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="inline-flex min-h-11 items-center gap-2 rounded-control px-2 text-sm text-quiet hover:text-brand"
      >
        <Globe aria-hidden="true" className="size-5 stroke-[1.5]" />
        <span className="sr-only">Times are shown in </span>
        <span className="max-w-36 truncate max-sm:sr-only">{label}</span>
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Your time zone" shape="sheet">
        <Suspense fallback={<Spinner />}>
          <ZoneChooser
            zone={zone}
            onChosen={() => {
              setOpen(false);
              router.refresh();
            }}
          />
        </Suspense>
      </Dialog>
    </>
  );
}
