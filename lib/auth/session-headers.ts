import { userAgentOf } from "./user-agent";

/** What better-auth may see of a request: who it is and by which browser, so that a session it makes anew names the device. */
export function sessionHeaders(headers: Headers): Headers {
  return new Headers({ cookie: headers.get("cookie") ?? "", "user-agent": userAgentOf(headers) });
}
