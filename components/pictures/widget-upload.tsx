"use client";

import { ImageUp } from "lucide-react";
import { CldUploadWidget } from "next-cloudinary";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";
import type { DirectUpload } from "@/lib/images/direct-upload";
import type { ImageView, UploadMode } from "@/lib/images/schema";
import { chosenPart } from "./chosen-part";
import type { PictureUploadProps } from "./picture-upload";
import { UploadStatus } from "./upload-status";
import { mayWorkNextTime, sentenceOf, type UploadState } from "./use-upload";

interface WidgetUploadProps extends PictureUploadProps<unknown> {
  widget: Extract<UploadMode, { kind: "widget" }>;
  /** The widget could not be loaded: a blocker, or a network that does not reach Cloudinary. */
  onLost: () => void;
}

/** Cloudinary's own window: it cuts and sends straight to Cloudinary; then we look at the picture and store it as the person's. */
export function WidgetUpload({ widget, to, folder, aspect, choose, done, onStored, onLost }: WidgetUploadProps) {
  const [state, setState] = useState<UploadState>({ kind: "idle" });
  const [place, setPlace] = useState<DirectUpload | null>(null);
  const [isOpening, setOpening] = useState(false);
  const again = useRef<() => void>(null);
  const button = useRef<HTMLButtonElement>(null);

  /** Each upload has a place of its own, which the server names and signs for. */
  async function begin() {
    setOpening(true);
    setState({ kind: "idle" });
    await attempt(begin, async () => setPlace(await fetchJson<DirectUpload>("/api/images/sign", { body: {} })));
    setOpening(false);
  }

  async function store(public_id: string, info: unknown) {
    setPlace(null);
    setState({ kind: "sending", share: 1, filename: "The picture" });
    await attempt(
      () => store(public_id, info),
      async () => {
        const image = await fetchJson<ImageView>("/api/images/adopt", { body: { public_id, folder, part: chosenPart(info) } });
        onStored(await fetchJson(to.path, { method: to.method, body: { public_id: image.public_id } }));
        setState({ kind: "idle" });
      },
    );
    button.current?.focus();
  }

  async function attempt(retry: () => Promise<void>, act: () => Promise<void>) {
    again.current = () => void retry();
    await act().catch((error: unknown) => {
      if (!(error instanceof RequestFailed)) throw error;
      setState({ kind: "failed", message: sentenceOf(error), canRetry: mayWorkNextTime(error) });
    });
  }

  return (
    <div className="flex flex-col items-start gap-3 rounded-card border border-dashed border-field p-4">
      <Button ref={button} variant="secondary" isPending={isOpening || place !== null || state.kind === "sending"} onClick={() => void begin()}>
        <ImageUp aria-hidden="true" className="size-5 stroke-[1.5]" />
        {choose}
      </Button>
      <p className="text-sm text-quiet">JPEG, PNG or WebP, at most 5 MB. Where and when a photo was taken is not kept.</p>
      <div className="w-full empty:hidden">
        <UploadStatus state={state} done={done} onCancel={() => setState({ kind: "idle" })} onRetry={() => again.current?.()} />
      </div>
      {place && (
        <CldUploadWidget
          key={place.public_id}
          config={{ cloud: { cloudName: widget.cloud_name, apiKey: widget.api_key } }}
          signatureEndpoint="/api/images/sign"
          options={{
            publicId: place.public_id,
            resourceType: "image",
            sources: ["local"],
            multiple: false,
            maxFiles: 1,
            maxFileSize: place.max_bytes,
            clientAllowedFormats: ["jpg", "jpeg", "png", "webp"],
            cropping: true,
            croppingAspectRatio: aspect,
            croppingCoordinatesMode: "custom",
            showSkipCropButton: false,
            showAdvancedOptions: false,
            singleUploadAutoClose: true,
          }}
          onSuccess={({ info }) => void store(place.public_id, info)}
          onClose={() => setPlace(null)}
        >
          {({ open, isLoading = true }) => <OpenOnce isLoaded={!isLoading} open={open} onLost={onLost} />}
        </CldUploadWidget>
      )}
    </div>
  );
}

/** Long enough for a slow phone; whoever waits longer is better served by our own control. */
const longestLoadMs = 10_000;

/** The person has pressed a button already: the window opens as soon as it is there. */
function OpenOnce({ isLoaded, open, onLost }: { isLoaded: boolean; open: () => void; onLost: () => void }) {
  const openNow = useEffectEvent(open);
  const giveUp = useEffectEvent(onLost);
  useEffect(() => {
    if (isLoaded) return openNow();
    const timer = setTimeout(() => giveUp(), longestLoadMs);
    return () => clearTimeout(timer);
  }, [isLoaded]);
  return <></>;
}
