import type { ComponentProps } from "react";
import { TextField } from "@/components/ui/text-field";

type AltFieldProps = Omit<ComponentProps<typeof TextField>, "label" | "hint" | "maxLength">;

/** The words for those who do not see a picture. The limit is that of altSchema in lib/images/public-id.ts. */
export function AltField(props: AltFieldProps) {
  return (
    <TextField
      {...props}
      label="What is to be seen?"
      maxLength={200}
      placeholder="Three pupils at a grand piano"
      hint="A few words for people who cannot see the picture: it is read aloud to them."
      autoComplete="off"
    />
  );
}
