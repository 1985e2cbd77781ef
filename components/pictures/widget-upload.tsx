"use client";

import type { UploadMode } from "@/lib/images/schema";
import type { PictureUploadProps } from "./picture-upload";

export function WidgetUpload(_props: PictureUploadProps<unknown> & { widget: Extract<UploadMode, { kind: "widget" }> }) {
  return null;
}
