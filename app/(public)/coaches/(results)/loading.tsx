import { Skeleton } from "@/components/ui/skeleton";
import { ResultsSkeleton } from "./results-skeleton";

export default function LoadingCoaches() {
  return (
    <div data-skeleton>
      <div className="border-b border-hairline bg-card">
        <div className="wrap flex flex-col gap-3 py-4 lg:flex-row lg:items-center">
          <Skeleton className="h-11 w-full lg:w-75" />
          <div className="flex min-h-11 items-center gap-2 overflow-hidden">
            <Skeleton className="h-9 w-28 shrink-0" />
            <Skeleton className="h-9 w-32 shrink-0" />
            <Skeleton className="h-9 w-20 shrink-0" />
          </div>
        </div>
      </div>
      <ResultsSkeleton />
    </div>
  );
}
