export interface DeviceName {
  browser: string | null;
  system: string | null;
}

/**
 * What a browser says of itself, as people call it; null where it says nothing that is known. Good enough to recognise
 * one's own devices by, and no more: anybody may say anything, and an iPad says that it is a Mac.
 */
export function deviceName(userAgent: string): DeviceName {
  return { browser: firstMatch(browsers, userAgent), system: firstMatch(systems, userAgent) };
}

/** Most browsers also name those that they descend from: the youngest is asked first. */
const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOPT\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bChrome\/|\bCriOS\//, "Chrome"],
  [/\bVersion\/\S+ .*\bSafari\//, "Safari"],
];

const systems: [RegExp, string][] = [
  [/\bWindows NT\b/, "Windows"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

function firstMatch(list: [RegExp, string][], userAgent: string): string | null {
  return list.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
}
