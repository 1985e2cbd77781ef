import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { findCoach } from "./find-coach";

/** Decides outside of the loading boundary: once a skeleton has been sent, an unknown coach could no longer be answered with 404. */
export default async function CoachLayout({ children, params }: { children: ReactNode; params: Promise<{ slug: string }> }) {
  if (!(await findCoach((await params).slug))) notFound();
  return children;
}
