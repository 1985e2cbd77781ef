import type { Emulator, EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { accountPage, accountsPage } from "./account-pages.ts";
import { analyticsPage } from "./analytics-pages.ts";
import { serveAsset } from "./assets.ts";
import { authenticatorPage } from "./authenticator-page.ts";
import { controlsPage, resetPage } from "./controls-page.ts";
import { actions, createControlCall } from "./controls.ts";
import { disputePage, disputesPage } from "./dispute-pages.ts";
import { errorPage, errorsPage } from "./error-pages.ts";
import { inspectJson } from "./json-twins.ts";
import { notFound, redirect } from "./layout.ts";
import { attachmentFile, mailDocument, mailPage, mailsPage } from "./mail-pages.ts";
import { modelCallPage, modelCallsPage } from "./model-pages.ts";
import { overviewPage } from "./overview-page.ts";
import { paymentPage, paymentsPage } from "./payment-pages.ts";
import { payoutPage, payoutsPage } from "./payout-pages.ts";
import { performancePage } from "./performance-page.ts";
import { subscriptionPage, subscriptionsPage } from "./subscription-pages.ts";
import { uploadsPage } from "./upload-pages.ts";
import { webhookPage, webhooksPage } from "./webhook-pages.ts";

const first_segments = new Set([
  ...["", "mails", "payments", "accounts", "payouts", "subscriptions", "disputes", "webhooks", "uploads", "analytics", "errors", "performance", "model-calls"],
  ...["authenticator", "controls", "inspector", "_inspect"],
]);

/** The pages on which a person sees what the product sent, and the same as JSON for tests under /_inspect. */
export function createInspector(context: EmulatorContext): Emulator {
  const call = createControlCall(context);

  async function respond(request: EmulatorRequest): Promise<EmulatorResponse> {
    const [noun = "", id, part, part_id] = request.url.pathname.slice(1).split("/");
    if (request.method === "POST" && noun === "controls" && id) return act(request, id);
    if (request.method !== "GET" && request.method !== "HEAD") return { status: 405, headers: { allow: "GET" }, body: "Only to be read." };

    switch (noun) {
      case "":
        return overviewPage(context);
      case "mails":
        if (!id) return mailsPage(context, request);
        if (part === "html") return mailDocument(context, request, id);
        if (part === "attachments" && part_id) return attachmentFile(context, id, part_id);
        return mailPage(context, request, id);
      case "payments":
        return id ? paymentPage(context, request, id) : paymentsPage(context);
      case "accounts":
        return id ? accountPage(context, request, id) : accountsPage(context);
      case "payouts":
        return id ? payoutPage(context, request, id) : payoutsPage(context);
      case "subscriptions":
        return id ? subscriptionPage(context, id) : subscriptionsPage(context, request);
      case "disputes":
        return id ? disputePage(context, request, id) : disputesPage(context);
      case "webhooks":
        return id ? webhookPage(context, request, id) : webhooksPage(context);
      case "uploads":
        return id ? notFound(context, "Uploads have no page of their own.") : uploadsPage(context, request);
      case "analytics":
        return !id || id === "profiles" ? analyticsPage(context, request, id) : notFound(context, "Events have no page of their own.");
      case "errors":
        return id ? errorPage(context, id) : errorsPage(context);
      case "performance":
        return id ? notFound(context, "Everything is on one page.") : performancePage(context);
      case "model-calls":
        return id ? modelCallPage(context, id) : modelCallsPage(context);
      case "authenticator":
        return authenticatorPage(context, request);
      case "controls":
        return id === "reset" ? resetPage(context) : controlsPage(context, request, call);
      case "inspector":
        return serveAsset(id ?? "") ?? notFound(context, "There is no such file.");
      default:
        return inspectJson(context, request);
    }
  }

  async function act(request: EmulatorRequest, name: string): Promise<EmulatorResponse> {
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) return notFound(context, "There is no such control.");
    const form = new URLSearchParams(request.body.toString("utf8"));
    const answer = await action.run(call, form);
    if (!answer.ok) return controlsPage(context, request, call, (answer.body as { error?: { message?: string } }).error?.message ?? "That did not work.");
    const page = pageIn(form);
    return redirect(`${page}${page.includes("?") ? "&" : "?"}done=${name}`);
  }

  /** The page that the form stood on, of this inspector and of no other site; the controls' page without it. */
  function pageIn(form: URLSearchParams): string {
    const back = form.get("back") ?? "";
    return /^\/[\w-]+(\/[\w-]+)?(\?view=\w+)?$/.test(back) ? back : "/controls";
  }

  return {
    name: "inspector",
    handles: (pathname) => first_segments.has(pathname.split("/")[1] ?? ""),
    respond,
    reset: () => undefined,
  };
}
