/** Where the browser may reach besides us: each provider's own list of hosts. */
const providers = {
  script: ["https://js.stripe.com", "https://*.js.stripe.com", "https://upload-widget.cloudinary.com"],
  frame: ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com", "https://upload-widget.cloudinary.com"],
  connect: ["https://api.stripe.com", "https://api.cloudinary.com", "https://api-js.mixpanel.com", "https://api-eu.mixpanel.com", "https://*.ingest.sentry.io", "https://*.ingest.us.sentry.io", "https://*.ingest.de.sentry.io"],
  image: ["https://res.cloudinary.com", "https://*.stripe.com"],
};

/**
 * The Content-Security-Policy of one response. Scripts run by nonce only; `strict-dynamic` lets those load what they need
 * (Stripe.js among it), and the hosts are for browsers that do not know it. Styles allow inline for React's style
 * attributes, which a nonce cannot cover.
 */
export function contentSecurityPolicy({ nonce, emulators_url, is_development }: { nonce: string; emulators_url: string | null; is_development: boolean }): string {
  const emulator = emulators_url ? [emulators_url] : [];
  const rules: Record<string, string[]> = {
    "default-src": ["'self'"],
    "script-src": ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...providers.script, ...emulator, ...(is_development ? ["'unsafe-eval'"] : [])],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", ...providers.image, ...emulator],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...providers.connect, ...emulator, ...(is_development ? ["ws:"] : [])],
    "frame-src": ["'self'", ...providers.frame, ...emulator],
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
