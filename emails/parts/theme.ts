/**
 * The product's colours where CSS variables do not reach: mail clients need them inline (light), and a media query on
 * class names for dark. Georgia and the system sans stand in for the two typefaces, which no mail client has.
 */
export const light = {
  paper: "#FAF7F2",
  card: "#FFFFFF",
  ink: "#1D1B18",
  quiet: "#5B554C",
  hairline: "#E6DFD3",
  brand: "#0E5A47",
  on_brand: "#FFFFFF",
  tint: "#E5F0EC",
};

const dark: typeof light = {
  paper: "#141311",
  card: "#1C1A17",
  ink: "#F3EEE6",
  quiet: "#B5AC9F",
  hairline: "#2E2A25",
  brand: "#4FB394",
  on_brand: "#141311",
  tint: "#17302A",
};

export const serif = "'Fraunces Variable', Fraunces, Georgia, 'Times New Roman', serif";
export const sans = "'Instrument Sans Variable', 'Instrument Sans', -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** The five lines of the mark's staff, drawn by the client; one without gradients shows the letter alone. */
export const staff = (line: string) =>
  `linear-gradient(${line}, ${line}) 0 3px / 100% 1px no-repeat, linear-gradient(${line}, ${line}) 0 8px / 100% 1px no-repeat, ` +
  `linear-gradient(${line}, ${line}) 0 13px / 100% 1px no-repeat, linear-gradient(${line}, ${line}) 0 18px / 100% 1px no-repeat, ` +
  `linear-gradient(${line}, ${line}) 0 23px / 100% 1px no-repeat`;

/** Inline styles win over a sheet, so every dark rule needs !important. */
export const sheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { text-decoration-thickness: 1px; text-underline-offset: 3px; }
@media (max-width: 480px) {
  .card { padding: 24px 20px !important; }
  .margin { padding: 16px 8px 32px !important; }
  .title { font-size: 25px !important; line-height: 31px !important; }
}
@media (prefers-color-scheme: dark) {
  .paper { background-color: ${dark.paper} !important; }
  .card { background-color: ${dark.card} !important; border-color: ${dark.hairline} !important; }
  .ink { color: ${dark.ink} !important; }
  .quiet { color: ${dark.quiet} !important; }
  .brand { color: ${dark.brand} !important; }
  .action { background-color: ${dark.brand} !important; color: ${dark.on_brand} !important; }
  .rule { border-color: ${dark.hairline} !important; }
  .tint { background-color: ${dark.tint} !important; }
  .staff { background: ${staff("#3D3831")} !important; }
}`;
