"use client";

import { Download, Printer } from "lucide-react";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyButton } from "./copy-button";
import { saveFile } from "./save-file";
import { Stage } from "./stage";
import { useStayReminder } from "./use-stay-reminder";

/** Shown once, and not left before the person says that they are kept: the way in when the phone is lost. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const [isKept, setKept] = useState(false);
  const [isReminded, setReminded] = useState(false);
  useStayReminder(!isKept, () => setReminded(true));

  return (
    <Stage title="Keep your recovery codes">
      <p>
        Each of them opens the account once in place of your phone. Keep them where you would keep a spare key: on paper, or in a password manager.{" "}
        <strong>They are not shown again.</strong>
      </p>
      <div data-print-alone>
        <p className="hidden pb-4 print:block">MaestroHub recovery codes. Each works once.</p>
        <ol
          aria-label="Recovery codes"
          className="grid grid-cols-2 gap-x-8 gap-y-2 rounded-control bg-muted p-4 font-mono text-[0.9375rem] print:bg-transparent print:p-0"
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={codes.join("\n")} label="Copy" />
        <Button variant="secondary" size="small" onClick={() => saveFile(new Blob([fileText(codes)], { type: "text/plain" }), "maestrohub-recovery-codes.txt")}>
          <Download aria-hidden="true" className="size-4" />
          Download
        </Button>
        <Button variant="secondary" size="small" onClick={() => window.print()}>
          <Printer aria-hidden="true" className="size-4" />
          Print
        </Button>
      </div>
      {isReminded && !isKept && <Alert tone="warning">These codes are gone when you leave this page. Keep them first, then tick the box.</Alert>}
      <Checkbox checked={isKept} onChange={(event) => setKept(event.target.checked)} label="I have kept them" />
      <Button className="self-start" disabled={!isKept} onClick={onKept}>
        Done
      </Button>
      <style>
        {"@media print{body *{visibility:hidden}[data-print-alone],[data-print-alone] *{visibility:visible}[data-print-alone]{position:absolute;top:0;left:0}}"}
      </style>
    </Stage>
  );
}

function fileText(codes: string[]): string {
  return ["MaestroHub recovery codes", "Each of them works once, in place of a code from your authenticator app.", "", ...codes, ""].join("\n");
}
