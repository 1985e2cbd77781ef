"use client";

import { useEffect, useRef } from "react";

/** The heading of a session's page; when the session's state (`change`, else the title) changes under somebody's hands, it takes the focus and is read out. */
export function StateHeading({ title, change = title }: { title: string; change?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(change);
  useEffect(() => {
    if (shown.current === change) return;
    shown.current = change;
    heading.current?.focus();
  }, [change]);
  return (
    <h1 ref={heading} tabIndex={-1} className="mt-3 text-h2 outline-none sm:text-h1">
      {title}
    </h1>
  );
}
