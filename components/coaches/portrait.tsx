import { classNames } from "@/components/ui/class-names";
import { pictureSet } from "@/lib/images/address";
import type { PictureSize } from "@/lib/images/sizes";

interface PortraitProps {
  coach: { id: string; name: string; portrait_url: string | null };
  /** Width and height in pixels, so that nothing moves when it arrives. */
  size: number;
  isFirstSeen?: boolean;
  className?: string;
}

/** The coach's portrait, or the first letter of the name on one of six quiet tints. */
export function Portrait({ coach, size, isFirstSeen = false, className }: PortraitProps) {
  const frame = classNames("shrink-0 overflow-hidden rounded-card", tintOf(coach.id), className);
  if (!coach.portrait_url) {
    return (
      <span aria-hidden="true" className={classNames(frame, "grid place-items-center font-display text-h2 text-[#1d1b18]")}>
        {coach.name.slice(0, 1)}
      </span>
    );
  }
  return (
    // The picture store answers in the size that is asked for: the optimizer would only add a hop.
    // eslint-disable-next-line @next/next/no-img-element
    <img
      {...pictureSet(coach.portrait_url, storedSize(size))}
      alt=""
      width={size}
      height={size}
      loading={isFirstSeen ? "eager" : "lazy"}
      decoding="async"
      className={classNames(frame, "object-cover")}
    />
  );
}

/** Two sizes for all places, each twice for sharp screens: every further one would be computed and cached for itself. */
function storedSize(size: number): PictureSize {
  return size <= 100 ? { width: 100, height: 100, crop: "thumb" } : { width: 200, height: 200, crop: "fill-face" };
}

const tints = ["bg-[#dfe9df]", "bg-[#f1e3cf]", "bg-[#e6dde8]", "bg-[#dbe6ee]", "bg-[#efe0da]", "bg-[#e3e8d5]"];

function tintOf(id: string): string {
  let sum = 0;
  for (const letter of id) sum += letter.charCodeAt(0);
  return tints[sum % tints.length] ?? "bg-muted";
}
