import type { ReactNode } from "react";
import { requireRole } from "@/lib/auth/session";

/** Whose room this is not gets the answer 404, which nobody can give any more once the waiting page has been sent. */
export default async function PayoutsLayout({ children }: { children: ReactNode }) {
  await requireRole("tutor", { next: "/coach/payouts" });
  return children;
}
