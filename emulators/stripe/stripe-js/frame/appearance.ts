import { isDark } from "../shared/is-dark.ts";
import type { FrameSettings } from "../shared/protocol.ts";

type Variables = Record<string, string | undefined>;

/** Sets the look of the shop's page on the frame, as Stripe's Appearance API names it. */
export function applyAppearance({ appearance, style }: FrameSettings): void {
  const root = document.documentElement;
  const variables: Variables = { ...themes[appearance.theme ?? "stripe"], ...(appearance.variables as Variables | undefined), ...fromCardStyle(style) };
  for (const [name, property] of Object.entries(properties)) {
    const value = variables[name];
    if (value === undefined) root.style.removeProperty(property);
    else root.style.setProperty(property, value);
  }
  root.style.setProperty("color-scheme", isDark(variables.colorBackground ?? "#fff") ? "dark" : "light");
  applyRules((appearance.rules ?? {}) as Record<string, Variables>);
}

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

/** The Appearance API's selectors, and what they are here. */
const selectors: Record<string, string> = {
  ".Label": "label",
  ".Input": "input",
  ".Input:hover": "input:hover",
  ".Input:focus": "input:focus",
  ".Input::placeholder": "input::placeholder",
  ".Input--invalid": 'input[aria-invalid="true"]',
  ".Input:disabled": "input:disabled",
  ".Error": ".problem",
};

/** Property by property, so that a value cannot bring rules of its own. */
function applyRules(rules: Record<string, Variables>): void {
  sheet.replaceSync("");
  for (const [name, declarations] of Object.entries(rules)) {
    const selector = selectors[name];
    if (selector === undefined) continue;
    // Below the form, to be stronger than the frame's own rules for the same thing.
    const rule = sheet.cssRules[sheet.insertRule(`form ${selector} {}`, sheet.cssRules.length)] as CSSStyleRule;
    for (const [property, value] of Object.entries(declarations)) {
      rule.style.setProperty(
        property.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
        value ?? "",
      );
    }
  }
}

const properties: Record<string, string> = {
  colorPrimary: "--primary",
  colorBackground: "--background",
  colorText: "--text",
  colorTextSecondary: "--text-secondary",
  colorTextPlaceholder: "--placeholder",
  colorDanger: "--danger",
  fontFamily: "--font",
  fontSizeBase: "--font-size",
  borderRadius: "--radius",
  spacingUnit: "--unit",
};

const themes: Record<string, Variables> = {
  stripe: { colorPrimary: "#0570de", colorBackground: "#ffffff", colorText: "#30313d", colorDanger: "#df1b41" },
  night: { colorPrimary: "#85d996", colorBackground: "#30313d", colorText: "#ffffff", colorDanger: "#fe87a1" },
  flat: { colorPrimary: "#0570de", colorBackground: "#f1f1f1", colorText: "#30313d", colorDanger: "#df1b41", borderRadius: "4px" },
};

/** The card Element takes a style in place of an appearance. */
function fromCardStyle(style: FrameSettings["style"]): Variables {
  if (!style) return {};
  const given = {
    colorText: style.base?.color,
    fontFamily: style.base?.fontFamily,
    fontSizeBase: style.base?.fontSize,
    colorTextPlaceholder: style.base?.["::placeholder"]?.color,
    colorDanger: style.invalid?.color,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
