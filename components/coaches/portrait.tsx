import { classNames } from "@/components/ui/class-names";

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
    // Portraits come in their final size from our own image store: the optimizer would only add a hop.
    // eslint-disable-next-line @next/next/no-img-element
    <img
      src={coach.portrait_url}
      alt=""
      width={size}
      height={size}
      loading={isFirstSeen ? "eager" : "lazy"}
      decoding="async"
      className={classNames(frame, "object-cover")}
    />
  );
}

const tints = ["bg-[#dfe9df]", "bg-[#f1e3cf]", "bg-[#e6dde8]", "bg-[#dbe6ee]", "bg-[#efe0da]", "bg-[#e3e8d5]"];

function tintOf(id: string): string {
  let sum = 0;
  for (const letter of id) sum += letter.charCodeAt(0);
  return tints[sum % tints.length] ?? "bg-muted";
}
