import { demoLogins } from "../../scripts/seed/demo-logins.ts";
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { html } from "./html.ts";
import { page } from "./layout.ts";
import { secretIn, totp_step_ms, totpCode } from "./totp.ts";

/**
 * An authenticator app for those who have none at hand: the codes of the demonstration's logins, and of a secret that the
 * product shows somebody who sets one up. By this machine's clock, as the product checks it. The page renews itself with the codes.
 */
export function authenticatorPage(context: EmulatorContext, request: EmulatorRequest): EmulatorResponse {
  const now = new Date();
  const seconds_left = Math.ceil((totp_step_ms - (now.getTime() % totp_step_ms)) / 1_000);
  const typed = request.url.searchParams.get("secret")?.trim() ?? "";
  const secret = secretIn(typed);
  const logins = demoLogins.flatMap(({ email, authenticator_secret }) => (authenticator_secret ? [{ email, code: totpCode(authenticator_secret, now) }] : []));
  const shown = [...logins, ...(secret ? [{ email: "Your secret", code: totpCode(secret, now) }] : [])];
  const body = html`
    <h1>Authenticator</h1>
    <p class="lead">The code to sign in with beside the password, for the next ${seconds_left} ${seconds_left === 1 ? "second" : "seconds"}. Each works once.</p>
    <dl class="facts">${shown.map(({ email, code }) => html`<div><dt>${email}</dt><dd><strong>${code.slice(0, 3)} ${code.slice(3)}</strong></dd></div>`)}</dl>
    <h2>A secret of your own</h2>
    <p>Setting up an authenticator app shows a secret. Paste it here instead of scanning the picture.</p>
    ${typed && !secret ? html`<p class="notice bad" role="alert">That is no secret: it has letters and the digits 2 to 7 only.</p>` : ""}
    <form class="fields" method="get" action="/authenticator">
      <label>Secret or otpauth address<input name="secret" value="${typed}" autocomplete="off" spellcheck="false"></label>
      <button>Show its code</button>
    </form>`;
  const answer = page(context, { title: "Authenticator", current: "/authenticator", body });
  // Whoever mends what they typed is not to be interrupted for codes that are not theirs.
  return typed && !secret ? answer : { ...answer, headers: { ...answer.headers, refresh: String(seconds_left) } };
}
