import type { BrowserContext } from "@playwright/test";

export interface Watch {
  /** Errors that the console showed or that nobody caught, and what the content security policy refused. */
  readonly complaints: string[];
  /** Every host that was asked for something. */
  readonly hosts: Set<string>;
}

/** Looks over the browser's shoulder. Start it before the first page is opened. */
export async function watch(context: BrowserContext): Promise<Watch> {
  const complaints: string[] = [];
  const hosts = new Set<string>();
  context.on("console", (message) => message.type() === "error" && complaints.push(`console: ${message.text()}`));
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().message}`));
  context.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:") hosts.add(host);
  });
  context.on("page", (page) => page.on("websocket", (socket) => hosts.add(new URL(socket.url()).host)));
  await context.exposeBinding("__refused", (_source, what: string) => complaints.push(`policy: ${what}`));
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", (event) => {
      (window as unknown as { __refused?: (what: string) => void }).__refused?.(`${event.violatedDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`);
    }),
  );
  return { complaints, hosts };
}
