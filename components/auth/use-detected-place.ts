import { useSyncExternalStore } from "react";
import { browserZone } from "@/components/layout/zone-names";
import { isTimeZone } from "@/lib/core/format-time";
import { zoneCookieName } from "@/lib/http/zone-cookie";
import { guessMarket, type Place } from "./place";

/** Where the browser seems to be; null on the server and until the page has come alive. */
export function useDetectedPlace(): Place | null {
  return useSyncExternalStore(neverChanges, detect, () => null);
}

const neverChanges = () => () => {};

// The same object each time, or React would render for ever.
let detected: Place | null = null;

function detect(): Place {
  detected ??= readPlace();
  return detected;
}

function readPlace(): Place {
  const chosen = new RegExp(`(?:^|;\\s*)${zoneCookieName}=([^;]*)`).exec(document.cookie)?.[1];
  const zones = [chosen && decodeURIComponent(chosen), browserZone(), "America/New_York"];
  const timezone = zones.find((zone) => zone && isTimeZone(zone)) || "America/New_York";
  return { timezone, market_id: guessMarket({ timezone, languages: navigator.languages }) };
}
