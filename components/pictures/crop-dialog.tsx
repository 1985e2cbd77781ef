"use client";

import { type FormEvent, useId, useRef, useState } from "react";
import Cropper from "react-easy-crop";
import "react-easy-crop/react-easy-crop.css";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { AltField } from "./alt-field";
import { type CropArea, cropPicture } from "./crop-picture";
import { FileRefused, type OpenPicture } from "./open-picture";

export interface CropDialogProps {
  picture: OpenPicture;
  aspect: number;
  asksAlt: boolean;
  onCropped: (cropped: Blob, alt: string) => void;
  onRefused: (message: string) => void;
  onCancel: () => void;
}

const maxZoom = 4;

/** Which part of a picture is shown: by dragging, pinching and the wheel, or by arrow keys and a slider. */
export function CropDialog({ picture, aspect, asksAlt, onCropped, onRefused, onCancel }: CropDialogProps) {
  const zoomId = useId();
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [alt, setAlt] = useState("");
  const [isPending, setPending] = useState(false);
  const area = useRef<CropArea>(null);
  const isDragging = useRef(false);

  async function finish(event: FormEvent) {
    event.preventDefault();
    if (!area.current) return;
    setPending(true);
    try {
      onCropped(await cropPicture(picture, area.current), alt.trim());
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      onRefused(error.message);
    }
  }

  return (
    // A drag that ends beside the dialog is a click on what lies behind it, and means no cancelling.
    <Dialog isOpen onClose={() => !isDragging.current && onCancel()} title="Choose the part to show" shape="sheet">
      <form onSubmit={(event) => void finish(event)} className="flex flex-col gap-4">
        <div className="relative h-[min(45dvh,22rem)] overflow-hidden rounded-control bg-muted">
          <Cropper
            image={picture.address}
            crop={crop}
            zoom={zoom}
            maxZoom={maxZoom}
            aspect={aspect}
            onCropChange={setCrop}
            onZoomChange={setZoom}
            onCropAreaChange={(_percentages, pixels) => (area.current = pixels)}
            onInteractionStart={() => (isDragging.current = true)}
            onInteractionEnd={() => setTimeout(() => (isDragging.current = false))}
            keyboardStep={8}
            disableAutomaticStylesInjection
            mediaProps={{ alt: "The picture that you chose" }}
            cropperProps={{ role: "application", "aria-label": "The part to show. Arrow keys move the picture, with Shift in small steps." }}
          />
        </div>
        <div className="flex items-center gap-3">
          <label htmlFor={zoomId} className="text-sm font-medium">
            Zoom
          </label>
          <input
            id={zoomId}
            type="range"
            min={1}
            max={maxZoom}
            step={0.05}
            value={zoom}
            aria-valuetext={`${Math.round(zoom * 100)} %`}
            onChange={(event) => setZoom(Number(event.target.value))}
            className="h-11 min-w-0 grow accent-brand"
          />
        </div>
        {asksAlt && <AltField value={alt} onChange={(event) => setAlt(event.target.value)} />}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" isPending={isPending}>
            Use this part
          </Button>
          <Button variant="quiet" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
