"use client";

import { useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import { CopyButton } from "./copy-button";

interface FeedAddress {
  url: string | null;
  webcal_url: string | null;
}

const path = "/api/account/calendar-feed";
type Deed = "make" | "renew" | "remove";

/** The private address under which a calendar program reads the person's sessions. */
export function CalendarFeed({ address: atFirst }: { address: FeedAddress }) {
  const [address, setAddress] = useState(atFirst);
  const [pending, setPending] = useState<Deed | null>(null);
  const [asked, setAsked] = useState<"renew" | "remove" | null>(null);
  const [news, setNews] = useState("");
  const [failure, setFailure] = useState<string>();
  const status = useRef<HTMLParagraphElement>(null);

  // The button that was pressed is gone, or says something else.
  useEffect(() => {
    if (news) status.current?.focus();
  }, [news]);

  async function carryOut(deed: Deed) {
    setAsked(null);
    setPending(deed);
    setFailure(undefined);
    setNews("");
    const request = deed === "remove" ? fetchJson<null>(path, { method: "DELETE" }) : fetchJson<FeedAddress>(path, { body: { renew: deed === "renew" } });
    await request.then(
      (answer) => {
        setAddress(answer ?? { url: null, webcal_url: null });
        setNews(newsOf[deed]);
      },
      (error: RequestFailed) => setFailure(error.message),
    );
    setPending(null);
  }

  return (
    <div className="flex flex-col gap-4">
      {address.url ? (
        <>
          <TextField
            label="Your address"
            value={address.url}
            readOnly
            onFocus={(event) => event.target.select()}
            hint="Like a password: whoever has it sees when and with whom you meet."
          />
          <div className="flex flex-wrap items-center gap-2">
            <CopyButton text={address.url} label="Copy" />
            {address.webcal_url && (
              <a href={address.webcal_url} className="link inline-flex min-h-9 items-center px-2 text-sm">
                Open in my calendar
              </a>
            )}
            <Button variant="quiet" size="small" isPending={pending === "renew"} onClick={() => setAsked("renew")}>
              Make a new one
            </Button>
            <Button variant="quiet" size="small" isPending={pending === "remove"} onClick={() => setAsked("remove")}>
              Remove
            </Button>
          </div>
        </>
      ) : (
        <Button variant="secondary" className="self-start" isPending={pending === "make"} onClick={() => void carryOut("make")}>
          Make an address
        </Button>
      )}
      {failure && <Alert tone="danger">{failure}</Alert>}
      <p ref={status} tabIndex={-1} role="status" className="text-sm text-quiet empty:hidden">
        {news}
      </p>
      <Dialog isOpen={asked !== null} onClose={() => setAsked(null)} title={asked === "renew" ? "Make a new address?" : "Remove the address?"}>
        <p>Calendars that read the present one get nothing more from it{asked === "renew" ? " until you give them the new one." : "."}</p>
        <div className="mt-6 flex flex-wrap gap-3">
          <Button onClick={() => asked && void carryOut(asked)}>{asked === "renew" ? "Make a new one" : "Remove it"}</Button>
          <Button variant="quiet" onClick={() => setAsked(null)}>
            Leave it as it is
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

const newsOf: Record<Deed, string> = {
  make: "Give it to your calendar program as a subscription. It looks for news every few hours.",
  renew: "This is the new address. The old one is worth nothing now.",
  remove: "The address is removed. Your calendars get nothing more.",
};
