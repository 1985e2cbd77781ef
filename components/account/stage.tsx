"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** One step of several in the same place. Its heading takes the focus, so that a keyboard and a screen reader arrive with the eye. */
export function Stage({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-col gap-5 rounded-card border border-hairline bg-card p-4 sm:p-6">
      <h3 ref={heading} tabIndex={-1} className="text-h4">
        {title}
      </h3>
      {children}
    </div>
  );
}
