import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";

export default function LoadingStep() {
  return (
    <div className="flex flex-col gap-8">
      <Spinner label="Opening the step" className="sr-only" />
      <Skeleton className="h-18" />
      <Skeleton className="h-18" />
      <Skeleton className="h-48" />
    </div>
  );
}
