import { type Html, html } from "./html.ts";

/** A button that does something to what the page shows, and comes back to the page. */
export function actButton(action: string, fields: Record<string, string>, { label, back, danger = false }: { label: string; back: string; danger?: boolean }): Html {
  return html`<form method="post" action="/controls/${action}">${hidden({ ...fields, back })}<button${danger ? html` class="danger"` : ""}>${label}</button></form>`;
}

/** The same with something to choose or fill in before. */
export function actForm(action: string, fields: Record<string, string>, { label, back, inputs }: { label: string; back: string; inputs: Html }): Html {
  return html`<form class="fields" method="post" action="/controls/${action}">${hidden({ ...fields, back })}${inputs}<button>${label}</button></form>`;
}

/** A button that harm is behind: it asks before. */
export function actAfterQuestion(action: string, fields: Record<string, string>, asked: { summary: string; question: string; label: string; back: string }): Html {
  return html`<details class="ask"><summary>${asked.summary}</summary><p>${asked.question}</p>${actButton(action, fields, { ...asked, danger: true })}</details>`;
}

export function choice(name: string, label: string, options: Record<string, string>): Html {
  return html`<label>${label}<select name="${name}">${Object.entries(options).map(([value, words]) => html`<option value="${value}">${words}</option>`)}</select></label>`;
}

export function field(name: string, label: string, value: string): Html {
  return html`<label>${label}<input name="${name}" value="${value}" autocomplete="off"></label>`;
}

function hidden(fields: Record<string, string>): Html[] {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}
