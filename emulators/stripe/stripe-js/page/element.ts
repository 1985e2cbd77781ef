import type { StripeCardElementOptions } from "@stripe/stripe-js";
import { isDark } from "../shared/is-dark.ts";
import type { ElementType, FrameCalls, FrameEvent, FrameSettings } from "../shared/protocol.ts";
import { openFrameChannel } from "./frame-channel.ts";
import type { FrameChannel } from "./frame-channel.ts";
import { IntegrationError } from "./integration-error.ts";

export type ElementOptions = Pick<StripeCardElementOptions, "style" | "disabled">;
type Handler = (event: object) => void;

const loadPatienceMs = 15_000;

/** A card field in a frame of the emulator's origin, so that the number never touches the shop's page. */
export class CardElement {
  readonly type: ElementType;
  isDestroyed = false;
  #origin: string;
  #settings: FrameSettings;
  #container: HTMLElement | null = null;
  #frame: HTMLIFrameElement | null = null;
  #channel: FrameChannel | null = null;
  #opened: ((channel: FrameChannel) => void)[] = [];
  #handlers: { name: string; handler: Handler; once: boolean }[] = [];

  constructor(setup: { type: ElementType; origin: string; appearance: FrameSettings["appearance"]; options: ElementOptions }) {
    this.type = setup.type;
    this.#origin = setup.origin;
    this.#settings = { appearance: setup.appearance, style: setup.options.style, disabled: setup.options.disabled ?? false };
  }

  mount(target: string | HTMLElement): void {
    if (this.isDestroyed) throw new IntegrationError("This Element has already been destroyed. Please create a new one.");
    const container = typeof target === "string" ? document.querySelector<HTMLElement>(target) : target;
    if (!container) throw new IntegrationError(`The selector you specified (${String(target)}) applies to no DOM elements that are currently on the page.`);
    if (this.#container === container) return;
    this.unmount();
    this.#container = container;
    container.classList.add("StripeElement");

    const frame = document.createElement("iframe");
    frame.src = `${this.#origin}/stripe-js/card.html`;
    frame.title = this.type === "card" ? "Secure card payment input frame" : "Secure payment input frame";
    frame.name = `__privateStripeFrame${Math.floor(Math.random() * 1e6)}`;
    // The frame keeps 4 px on every side for its focus rings; its fields still end where the page's do.
    const look = {
      border: "none",
      width: "calc(100% + 8px)",
      margin: "-4px",
      height: this.type === "card" ? "44px" : "180px",
      display: "block",
      "color-scheme": schemeOf(this.#settings.appearance),
    };
    for (const [property, value] of Object.entries(look)) frame.style.setProperty(property, value);
    this.#frame = frame;

    const gaveUp = setTimeout(
      () => this.#emit("loaderror", { error: { type: "api_connection_error", message: "The payment form could not be loaded." } }),
      loadPatienceMs,
    );
    frame.addEventListener("load", () => {
      this.#channel?.close();
      this.#channel = openFrameChannel(frame, { kind: "connect", element_type: this.type, settings: this.#settings }, (event) => {
        if (event.event === "ready") clearTimeout(gaveUp);
        this.#hear(event);
      });
      for (const resolve of this.#opened.splice(0)) resolve(this.#channel);
    });
    this.#emit("loaderstart", {});
    container.replaceChildren(frame);
  }

  unmount(): void {
    this.#channel?.close();
    this.#channel = null;
    this.#frame?.remove();
    this.#frame = null;
    this.#container?.classList.remove("StripeElement", "StripeElement--empty", "StripeElement--complete", "StripeElement--focus", "StripeElement--invalid");
    this.#container = null;
  }

  destroy(): void {
    this.unmount();
    this.isDestroyed = true;
  }

  update(options: ElementOptions): void {
    this.#settings = {
      ...this.#settings,
      ...("style" in options ? { style: options.style } : {}),
      ...("disabled" in options ? { disabled: options.disabled ?? false } : {}),
    };
    this.#channel?.ask("update", this.#settings);
  }

  setAppearance(appearance: FrameSettings["appearance"]): void {
    this.#settings = { ...this.#settings, appearance };
    this.#frame?.style.setProperty("color-scheme", schemeOf(appearance));
    this.#channel?.ask("update", this.#settings);
  }

  focus(): void {
    this.#frame?.focus();
    void this.ask("focus");
  }

  blur(): void {
    void this.ask("blur");
  }

  clear(): void {
    void this.ask("clear");
  }

  collapse(): void {}

  on(name: string, handler: Handler): this {
    this.#handlers.push({ name, handler, once: false });
    return this;
  }

  once(name: string, handler: Handler): this {
    this.#handlers.push({ name, handler, once: true });
    return this;
  }

  off(name: string, handler?: Handler): this {
    this.#handlers = this.#handlers.filter((known) => known.name !== name || (handler !== undefined && known.handler !== handler));
    return this;
  }

  /** Asks the frame, as soon as it is there. */
  async ask<Name extends keyof FrameCalls>(name: Name, ...args: Parameters<FrameCalls[Name]>): Promise<ReturnType<FrameCalls[Name]>> {
    if (!this.#frame)
      throw new IntegrationError(
        "We could not retrieve data from the specified Element. Please make sure the Element you are attempting to use is still mounted.",
      );
    const channel = this.#channel ?? (await new Promise<FrameChannel>((resolve) => this.#opened.push(resolve)));
    return channel.ask(name, ...args);
  }

  #hear(event: FrameEvent): void {
    switch (event.event) {
      case "resize":
        return this.#frame?.style.setProperty("height", `${event.height}px`);
      case "enter":
        return this.#container?.closest("form")?.requestSubmit();
      case "change":
        this.#mark({ empty: event.empty, complete: event.complete, invalid: event.error !== undefined });
        if (this.type === "card")
          return this.#emit("change", { empty: event.empty, complete: event.complete, error: event.error, brand: event.brand, value: { postalCode: "" } });
        return this.#emit("change", { empty: event.empty, complete: event.complete, collapsed: false, value: { type: "card" } });
      case "focus":
      case "blur":
        this.#mark({ focus: event.event === "focus" });
        return this.#emit(event.event, {});
      default:
        return this.#emit(event.event, {});
    }
  }

  #mark(states: Record<string, boolean>): void {
    for (const [state, is] of Object.entries(states)) this.#container?.classList.toggle(`StripeElement--${state}`, is);
  }

  #emit(name: string, details: object): void {
    const called = this.#handlers.filter((known) => known.name === name);
    this.#handlers = this.#handlers.filter((known) => !(known.once && known.name === name));
    for (const { handler } of called) handler({ elementType: this.type, ...details });
  }
}

/** A frame shows its page through only where both have the same scheme. */
function schemeOf(appearance: FrameSettings["appearance"]): "dark" | "light" {
  const background = appearance.variables?.colorBackground;
  if (background === undefined) return appearance.theme === "night" ? "dark" : "light";
  return isDark(background) ? "dark" : "light";
}
