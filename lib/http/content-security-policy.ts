/** Where the browser may reach besides us: each provider's own list of hosts. */
const providers = {
  script: ["https://js.stripe.com", "https://*.js.stripe.com"],
  frame: ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"],
  connect: ["https://api.stripe.com", "https://api-js.mixpanel.com", "https://api-eu.mixpanel.com", "https://api-in.mixpanel.com"],
  image: ["https://res.cloudinary.com", "https://*.stripe.com"],
};

/** Cloudinary's upload widget: its script, the window that the script opens, and where that sends pictures. */
const widget = { window: "https://upload-widget.cloudinary.com", api: "https://api.cloudinary.com" };

interface PolicyOrder {
  nonce: string;
  emulators_url: string | null;
  is_development: boolean;
  /** Elsewhere pictures are taken by our own control, and nothing of the widget's may load. */
  has_upload_widget: boolean;
}

/**
 * The Content-Security-Policy of one response. Scripts run by nonce only; `strict-dynamic` lets those load what they need
 * (Stripe.js among it), and the hosts are for browsers that do not know it. Styles allow inline for React's style
 * attributes, which a nonce cannot cover.
 */
export function contentSecurityPolicy({ nonce, emulators_url, is_development, has_upload_widget }: PolicyOrder): string {
  const emulator = emulators_url ? [emulators_url] : [];
  const uploads = has_upload_widget ? [widget.window] : [];
  const rules: Record<string, string[]> = {
    "default-src": ["'self'"],
    "script-src": ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...providers.script, ...uploads, ...emulator, ...(is_development ? ["'unsafe-eval'"] : [])],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", ...providers.image, ...emulator],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...providers.connect, ...(has_upload_widget ? [widget.window, widget.api] : []), ...emulator, ...(is_development ? ["ws:"] : [])],
    "frame-src": ["'self'", ...providers.frame, ...uploads, ...emulator],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(rules)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}

/** For what people have uploaded: whatever a browser makes of it, it runs nothing and loads nothing. */
export const inertPolicy = "default-src 'none'; sandbox";
