/** Shows the bank's page over the shop's until the customer has answered it. */
export function authenticateInModal(url: string): Promise<void> {
  return new Promise((resolve) => {
    const { dialog, frame } = buildModal(url);

    const onMessage = (event: MessageEvent) => {
      if (event.origin !== new URL(url).origin || event.source !== frame.contentWindow) return;
      if ((event.data as { kind?: string }).kind !== "authentication_finished") return;
      window.removeEventListener("message", onMessage);
      dialog.removeEventListener("close", reopen);
      dialog.close();
      dialog.remove();
      resolve();
    };
    // Only an answer ends it: Escape would leave the payment hanging between paid and unpaid.
    const reopen = () => dialog.showModal();
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", reopen);
    window.addEventListener("message", onMessage);
    frame.addEventListener("load", () => frame.focus());

    document.body.append(dialog);
    dialog.showModal();
  });
}

function buildModal(url: string): { dialog: HTMLDialogElement; frame: HTMLIFrameElement } {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", "Payment authentication");
  // Where the browser knows it, Escape does not even begin to close; elsewhere the dialog opens again.
  dialog.setAttribute("closedby", "none");
  style(dialog, {
    border: "none",
    padding: "16px",
    margin: "0",
    width: "100vw",
    height: "100vh",
    "max-width": "none",
    "max-height": "none",
    "box-sizing": "border-box",
    background: "rgb(0 0 0 / 0.55)",
  });

  const frame = document.createElement("iframe");
  frame.src = url;
  frame.title = "Payment authentication";
  style(frame, {
    display: "block",
    border: "none",
    width: "min(440px, 100%)",
    height: "min(400px, 100%)",
    margin: "calc(max(0px, 50vh - 216px)) auto 0",
    "border-radius": "12px",
    "box-shadow": "0 20px 60px rgb(0 0 0 / 0.35)",
    background: "Canvas",
  });
  dialog.append(frame);
  return { dialog, frame };
}

/** Through the object model, which a strict style-src allows where style attributes in html are refused. */
function style(element: HTMLElement, properties: Record<string, string>): void {
  for (const [property, value] of Object.entries(properties)) element.style.setProperty(property, value);
}
