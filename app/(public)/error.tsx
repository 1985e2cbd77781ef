"use client";

import { Failure } from "@/components/layout/failure";

/** Inside the header and footer: the way on stays in sight. */
export default function PublicError(props: { error: unknown; retry: () => void }) {
  return <Failure {...props} />;
}
