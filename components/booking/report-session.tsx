"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/text-area";
import { policy } from "@/lib/config/policy";
import { useBookingAction } from "./use-booking-action";

interface ReportSessionProps {
  /** Where it is sent. */
  path: string;
  /** On the button that opens it, and on the one that sends it. */
  label: string;
  title: string;
  /** What follows from it. */
  sentence: string;
  noteLabel: string;
  isNoteRequired?: boolean;
}

/** Says that something was not right with a session, after telling what follows from saying so. */
export function ReportSession({ path, label, title, sentence, noteLabel, isNoteRequired = false }: ReportSessionProps) {
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const { send, isPending, failure, forget } = useBookingAction(path);
  const text = note.trim();

  async function report() {
    if (!(await send({ note: text || (isNoteRequired ? "" : null) }))) setOpen(false);
  }

  return (
    <>
      <Button
        variant="secondary"
        aria-haspopup="dialog"
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        {label}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => !isPending && setOpen(false)} title={title}>
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isPending) void report();
          }}
        >
          <p>{sentence}</p>
          <TextArea
            label={noteLabel}
            aside={isNoteRequired ? undefined : "(optional)"}
            hint="Only we read it."
            rows={4}
            required={isNoteRequired}
            maxLength={policy.report_max_characters}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            error={failure?.fields.note}
          />
          {failure && !failure.fields.note && <Alert tone="danger">{failure.message}</Alert>}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" isPending={isPending}>
              {label}
            </Button>
            <Button variant="quiet" disabled={isPending} onClick={() => setOpen(false)}>
              Not now
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
