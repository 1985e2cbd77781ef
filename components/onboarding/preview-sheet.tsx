"use client";

import { Eye } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Preview } from "./preview";

/** The preview where there is no room for it at the side. */
export function PreviewSheet({ now }: { now: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" size="small" onClick={() => setOpen(true)}>
        <Eye aria-hidden="true" className="size-4" />
        Preview
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="As clients will see you" shape="sheet">
        {/* What scrolls has to be reached by the keyboard. */}
        <div role="group" aria-label="Preview" tabIndex={0}>
          <Preview now={now} />
        </div>
      </Dialog>
    </>
  );
}
