import { registerHooks } from "node:module";

/**
 * `node --import ./scripts/allow-server-only.ts --import tsx …` runs code of the app outside of Next. The package "server-only" throws
 * wherever a bundler has not taken it out; the condition "react-server", which does that too, would take rendering mails away.
 */
registerHooks({
  resolve: (specifier, context, next) => (specifier === "server-only" ? { url: "data:text/javascript,", shortCircuit: true } : next(specifier, context)),
});
