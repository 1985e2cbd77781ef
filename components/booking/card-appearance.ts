"use client";

import type { Appearance } from "@stripe/stripe-js";
import { useMemo, useSyncExternalStore } from "react";

/** How the provider's card field looks on our pages, light or dark. */
export function useCardAppearance(): Appearance {
  const isDark = useSyncExternalStore(watchScheme, isSchemeDark, () => false);
  return useMemo(() => appearance(isDark), [isDark]);
}

const darkScheme = "(prefers-color-scheme: dark)";

function watchScheme(onChange: () => void): () => void {
  const query = matchMedia(darkScheme);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}

function isSchemeDark(): boolean {
  return matchMedia(darkScheme).matches;
}

/** The page's own tokens, read as they are in this scheme: the field lives in a frame and inherits nothing. */
function appearance(isDark: boolean): Appearance {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    theme: isDark ? "night" : "stripe",
    labels: "above",
    variables: {
      fontFamily: '"Instrument Sans Variable", ui-sans-serif, system-ui, sans-serif',
      fontSizeBase: "16px",
      spacingUnit: "4px",
      borderRadius: "10px",
      colorPrimary: token("brand"),
      colorBackground: token("card"),
      colorText: token("ink"),
      colorTextSecondary: token("quiet"),
      colorTextPlaceholder: token("quiet"),
      colorDanger: token("danger"),
      iconColor: token("quiet"),
    },
    rules: {
      ".Label": { fontSize: "14px", fontWeight: "500", color: token("ink") },
      ".Input": { borderColor: token("field"), boxShadow: "none", padding: "11px 12px" },
      ".Input:focus": { borderColor: token("brand"), boxShadow: "none", outline: `2px solid ${token("brand")}`, outlineOffset: "1px" },
      ".Input--invalid": { borderColor: token("danger"), boxShadow: "none" },
    },
  };
}
