"use client";

import { Camera, ImageUp, Upload } from "lucide-react";
import { type DragEvent, type ReactNode, type RefObject, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { acceptedTypes, type FileSort } from "./check-file";

interface DropZoneProps {
  sort: FileSort;
  /** On the button: "Choose a picture". */
  choose: string;
  /** Which camera a phone opens; without it no photo is offered. */
  camera?: "user" | "environment";
  isPending: boolean;
  /** For giving the focus back to it. */
  button: RefObject<HTMLButtonElement | null>;
  onFile: (file: File) => void;
  /** For more than one file at once. */
  onRefused: (message: string) => void;
  children: ReactNode;
}

/** A file by button, by dropping it here, or by the camera of a phone. */
export function DropZone({ sort, choose, camera, isPending, button, onFile, onRefused, children }: DropZoneProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const photo = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const Icon = sort === "picture" ? ImageUp : Upload;

  function take(files: FileList | null) {
    const [file, second] = [...(files ?? [])];
    if (second) onRefused(`One ${sort} at a time, please.`);
    else if (file) onFile(file);
  }

  function drop(event: DragEvent) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(false);
    if (!isPending) take(event.dataTransfer.files);
  }

  function dragOver(event: DragEvent) {
    if (!event.dataTransfer.types.includes("Files")) return;
    // Without this the browser opens the file in place of the page.
    event.preventDefault();
    setOver(!isPending);
  }

  const input = (ref: typeof chooser, capture?: "user" | "environment") => (
    <input
      ref={ref}
      type="file"
      hidden
      accept={acceptedTypes[sort]}
      capture={capture}
      onChange={(event) => {
        take(event.target.files);
        // So that the same file can be chosen again after a failure.
        event.target.value = "";
      }}
    />
  );

  return (
    <div
      onDragOver={dragOver}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames("flex flex-col items-start gap-3 rounded-card border border-dashed p-4 transition-colors", isOver ? "border-brand bg-brand-tint" : "border-field")}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button ref={button} variant="secondary" isPending={isPending} onClick={() => chooser.current?.click()}>
          {!isPending && <Icon aria-hidden="true" className="size-5 stroke-[1.5]" />}
          {choose}
        </Button>
        {camera && !isPending && (
          <Button variant="quiet" className="not-pointer-coarse:hidden" onClick={() => photo.current?.click()}>
            <Camera aria-hidden="true" className="size-5 stroke-[1.5]" />
            Take a photo
          </Button>
        )}
        <span aria-hidden="true" className="text-sm text-quiet pointer-coarse:hidden">
          or drop it here
        </span>
      </div>
      <p className="text-sm text-quiet">{children}</p>
      {input(chooser)}
      {camera && input(photo, camera)}
    </div>
  );
}
