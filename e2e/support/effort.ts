import type { BrowserContext } from "@playwright/test";

export interface Effort {
  /** Presses of a mouse button or a finger, and of Enter, as the browser saw them in any frame. */
  readonly clicks: number;
  /** Fields that text was typed into, each counted once. */
  readonly fields: number;
}

/**
 * Counts what a person does, in the browser itself and not in the test: whatever way a spec takes through a page, the
 * page's own events tell what it cost. Start it before the first page is opened.
 */
export async function countEffort(context: BrowserContext): Promise<Effort> {
  const fields = new Set<string>();
  let clicks = 0;
  await context.exposeBinding("__effort", (_source, kind: "click" | "field", name: string) => {
    if (kind === "click") clicks += 1;
    else fields.add(name);
  });
  await context.addInitScript(() => {
    type Report = (kind: "click" | "field", name: string) => void;
    const report: Report = (kind, name) => (window as unknown as { __effort?: Report }).__effort?.(kind, name);
    addEventListener("pointerdown", (event) => event.isTrusted && report("click", ""), true);
    addEventListener("keydown", (event) => event.isTrusted && event.key === "Enter" && report("click", ""), true);
    addEventListener(
      "input",
      (event) => {
        const field = event.target;
        const isTyped = (field instanceof HTMLInputElement && !["checkbox", "radio"].includes(field.type)) || field instanceof HTMLTextAreaElement;
        if (isTyped) report("field", `${location.origin} ${field.name}`);
      },
      true,
    );
  });
  return {
    get clicks() {
      return clicks;
    },
    get fields() {
      return fields.size;
    },
  };
}
