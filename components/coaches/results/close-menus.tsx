"use client";

import { useEffect } from "react";

/** What `details` leave out: a press elsewhere and Escape close the open filter. Draws nothing. */
export function CloseMenus() {
  useEffect(() => {
    const open = () => document.querySelector<HTMLDetailsElement>("details[name][open]");
    const onPress = (event: PointerEvent) => {
      const menu = open();
      if (menu && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    };
    const onKey = (event: KeyboardEvent) => {
      const menu = open();
      if (event.key !== "Escape" || !menu) return;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    };
    document.addEventListener("pointerdown", onPress);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPress);
      document.removeEventListener("keydown", onKey);
    };
  }, []);
  return null;
}
