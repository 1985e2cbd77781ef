import { useEffect } from "react";
import { reportBrowserError } from "@/lib/integrations/monitoring/browser/watch";

/** Reports what an error boundary caught, once. */
export function useReport(error: unknown): void {
  useEffect(() => reportBrowserError(error), [error]);
}
