import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";

/** The height of the real list, so that nothing jumps when it comes. */
export function CoachListSkeleton({ count }: { count: number }) {
  return (
    <div className="flex flex-col gap-4">
      <Spinner label="Looking for coaches" className="sr-only" />
      {Array.from({ length: count }, (_, i) => (
        <div
          key={i}
          className="grid grid-cols-[auto_minmax(0,1fr)] gap-4 rounded-card border border-hairline bg-card p-4 sm:gap-x-6 sm:p-5 lg:min-h-[12.75rem] lg:grid-cols-[auto_minmax(0,1fr)_12rem]"
        >
          <Skeleton className="size-18 sm:size-28" />
          <div className="flex flex-col gap-3">
            <Skeleton className="h-6 w-40" />
            <Skeleton className="h-5 w-full max-w-80" />
            <Skeleton className="h-5 w-full max-w-96" />
            <Skeleton className="h-6 w-56" />
          </div>
          <div className="grid grid-cols-3 gap-2 max-lg:col-span-2 max-lg:mt-7 lg:grid-cols-1 lg:pt-7">
            <Skeleton className="h-11 lg:h-10" />
            <Skeleton className="h-11 lg:h-10" />
            <Skeleton className="h-11 lg:h-10" />
          </div>
        </div>
      ))}
    </div>
  );
}
