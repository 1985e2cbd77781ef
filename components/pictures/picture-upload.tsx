"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import type { ImageFolder, UploadMode } from "@/lib/images/schema";
import { findRefusal } from "./check-file";
import { DropZone } from "./drop-zone";
import { closePicture, FileRefused, openPicture, type OpenPicture } from "./open-picture";
import { UploadStatus } from "./upload-status";
import { type Upload, useUpload } from "./use-upload";

// What cuts a picture is loaded by those who chose one.
const CropDialog = dynamic(() => import("./crop-dialog").then((file) => file.CropDialog));
const WidgetUpload = dynamic(() => import("./widget-upload").then((file) => file.WidgetUpload));

export interface PictureUploadProps<T> {
  uploads: UploadMode;
  /** Where a new picture is sent to; the same address takes the public id of one that is stored already. */
  to: Pick<Upload, "method" | "path">;
  folder: Exclude<ImageFolder, "maestrohub/documents">;
  aspect: number;
  asksAlt?: boolean;
  camera: "user" | "environment";
  choose: string;
  /** Said to screen readers: "Your picture is stored." */
  done: string;
  onStored: (answer: T) => void;
}

/** Choose, look, cut, send: by our own means, or by Cloudinary's widget where Cloudinary is live. */
export function PictureUpload<T>(props: PictureUploadProps<T>) {
  const [isWidgetLost, setWidgetLost] = useState(false);
  const { uploads, onStored } = props;
  if (uploads.kind === "own" || isWidgetLost) return <OwnUpload {...props} />;
  return <WidgetUpload {...props} onStored={(answer) => onStored(answer as T)} widget={uploads} onLost={() => setWidgetLost(true)} />;
}

function OwnUpload<T>({ to, aspect, asksAlt = false, camera, choose, done, onStored }: PictureUploadProps<T>) {
  const upload = useUpload<T>(onStored);
  const [chosen, setChosen] = useState<{ picture: OpenPicture; name: string } | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!chosen) return;
    const opener = button.current;
    return () => {
      closePicture(chosen.picture);
      // A dialog that is taken away gives the focus to nobody.
      opener?.focus();
    };
  }, [chosen]);

  async function look(file: File) {
    upload.forget();
    const refusal = await findRefusal(file, "picture");
    if (refusal) return upload.refuse(refusal);
    try {
      setChosen({ picture: await openPicture(file), name: file.name });
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      upload.refuse(error.message);
    }
  }

  function send(cropped: Blob, alt: string) {
    if (!chosen) return;
    setChosen(null);
    void upload.send({ ...to, file: cropped, filename: jpegName(chosen.name), ...(asksAlt && { fields: { alt } }) });
  }

  /** The button that was pressed is gone afterwards. */
  function end(act: () => void) {
    act();
    button.current?.focus();
  }

  return (
    <div className="flex flex-col gap-3">
      <DropZone sort="picture" choose={choose} camera={camera} isPending={upload.state.kind === "sending"} button={button} onFile={(file) => void look(file)} onRefused={upload.refuse}>
        JPEG, PNG or WebP, at most 5 MB. Where and when a photo was taken is not kept.
      </DropZone>
      <UploadStatus state={upload.state} done={done} onCancel={() => end(upload.cancel)} onRetry={() => end(upload.retry)} />
      {chosen && (
        <CropDialog
          picture={chosen.picture}
          aspect={aspect}
          asksAlt={asksAlt}
          onCropped={send}
          onRefused={(message) => {
            setChosen(null);
            upload.refuse(message);
          }}
          onCancel={() => setChosen(null)}
        />
      )}
    </div>
  );
}

/** What was cut is a JPEG, whatever it was before. */
function jpegName(name: string): string {
  return `${name.replace(/\.\w{1,5}$/, "")}.jpg`;
}
