"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Portrait } from "@/components/coaches/portrait";
import { FieldError } from "@/components/ui/field";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import type { ImageView, UploadMode } from "@/lib/images/schema";
import { PictureUpload } from "./picture-upload";
import { RemoveButton } from "./remove-button";

interface PortraitFieldProps {
  url: string | null;
  publicId: string | null;
  name: string;
  /** From `readUploadMode()` of lib/images/direct-upload.ts. */
  uploads?: UploadMode;
}

const path = "/api/users/profile-picture";

/** The picture of a person, for a coach the portrait of the public page as well. Saves by itself. */
export function PortraitField({ url, publicId, name, uploads = { kind: "own" } }: PortraitFieldProps) {
  const router = useRouter();
  const [given, setGiven] = useState(publicId);
  /** What is stored since the page was made; undefined where nothing was changed. */
  const [changed, setChanged] = useState<string | null>();
  const [news, setNews] = useState("");
  const [failure, setFailure] = useState<string>();
  if (given !== publicId) {
    setGiven(publicId);
    setChanged(undefined);
  }
  const field = useRef<HTMLDivElement>(null);
  const shown = changed === undefined ? url : changed;

  function show(next: string | null) {
    setChanged(next);
    setNews(next ? "Your picture is stored." : "Your picture is removed.");
    setFailure(undefined);
    router.refresh();
  }

  async function remove() {
    await fetchJson(path, { method: "DELETE" }).then(
      () => {
        show(null);
        // The button that was pressed is gone with the picture.
        field.current?.focus();
      },
      (error: RequestFailed) => setFailure(error.message),
    );
  }

  return (
    <div ref={field} role="group" aria-label="Your picture" tabIndex={-1} className="grid gap-4 focus:outline-none sm:grid-cols-[auto_1fr] sm:gap-6">
      <div className="flex items-center gap-4 sm:flex-col sm:items-start sm:gap-2">
        <Portrait coach={{ id: name, name, portrait_url: shown }} size={128} isFirstSeen className="size-32" />
        {shown && <RemoveButton what="your picture" onRemove={remove} />}
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <PictureUpload<ImageView>
          uploads={uploads}
          to={{ method: "PUT", path }}
          folder="maestrohub/profiles"
          aspect={1}
          camera="user"
          choose={shown ? "Choose another picture" : "Choose a picture"}
          done={news}
          onStored={(image) => show(image.url)}
        />
        <FieldError id="portrait" error={failure} />
      </div>
    </div>
  );
}
