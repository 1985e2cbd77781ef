import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";

export default function LoadingPayouts() {
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-10">
      <Spinner label="Looking at your payouts" className="sr-only" />
      <Skeleton className="h-18" />
      <Skeleton className="h-48" />
      <Skeleton className="h-24" />
    </div>
  );
}
