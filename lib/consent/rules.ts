/** What was said about statistics, wherever it was said; null where nothing was. */
export interface ConsentSignals {
  /** With the account, on whatever device. */
  account: boolean | null;
  /** In this browser, signed in or not. */
  browser: boolean | null;
  /** The browser itself asks every site not to (Global Privacy Control, Do Not Track). */
  is_refused_by_browser: boolean;
}

/** Every no counts, and silence is no yes. */
export function allowsStatistics({ account, browser, is_refused_by_browser }: ConsentSignals): boolean {
  const said = [account, browser];
  return !is_refused_by_browser && said.includes(true) && !said.includes(false);
}

/** Nobody is asked twice, and nobody whose browser has answered for them. */
export function isToBeAsked({ account, browser, is_refused_by_browser }: ConsentSignals): boolean {
  return !is_refused_by_browser && account === null && browser === null;
}

/** https://w3c.github.io/gpc/ and the older DNT header, which says the same. */
export function refusesByHeader(headers: Headers): boolean {
  return headers.get("sec-gpc") === "1" || headers.get("dnt") === "1";
}
