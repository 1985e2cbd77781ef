import { CoachListSkeleton } from "@/components/coaches/coach-card-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export function ResultsSkeleton() {
  return (
    <div data-skeleton className="wrap flex flex-col gap-5 py-8">
      <div className="flex min-h-11 items-center justify-between gap-6">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-5 w-32" />
      </div>
      <CoachListSkeleton count={6} />
    </div>
  );
}
