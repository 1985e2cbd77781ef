import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";

export default function LoadingCoach() {
  return (
    <div data-skeleton className="wrap grid items-start gap-10 py-6 sm:py-10 lg:grid-cols-[minmax(0,38rem)_25.5rem] lg:justify-between lg:gap-14">
      <Spinner label="Opening the coach's page" className="sr-only" />
      <div className="flex flex-col gap-6">
        <div className="flex items-center gap-4 sm:gap-7">
          <Skeleton className="size-22 shrink-0 sm:size-38" />
          <div className="flex grow flex-col gap-3">
            <Skeleton className="h-10 w-3/4" />
            <Skeleton className="h-6 w-full" />
            <Skeleton className="h-5 w-1/2" />
          </div>
        </div>
        <Skeleton className="h-7 w-4/5" />
        <Skeleton className="mt-8 h-8 w-32" />
        <Skeleton className="h-28 w-full" />
        <Skeleton className="mt-6 h-8 w-40" />
        <Skeleton className="h-16 w-full" />
      </div>
      <Skeleton className="hidden h-[39rem] w-full lg:block" />
    </div>
  );
}
