import { registerHooks } from "node:module";

/** Loaded before a script that lies outside this project: its import of the driver finds this project's. */
registerHooks({
  resolve: (name, context, next) => next(name, name === "mongodb" ? { ...context, parentURL: import.meta.url } : context),
});
