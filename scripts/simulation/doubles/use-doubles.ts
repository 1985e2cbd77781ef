import { registerHooks } from "node:module";

/** Loaded before the simulation: whoever asks for these two modules gets their doubles, which alone reach the real ones. */
const doubled = /\/(?:emails|lib\/integrations\/email)\/(render-mail|send-mail)(\.ts)?$/;

registerHooks({
  resolve(specifier, context, next) {
    const [, name] = doubled.exec(specifier) ?? [];
    const isDouble = context.parentURL?.includes("/simulation/doubles/") ?? false;
    return next(name && !isDouble ? new URL(`./${name}.ts`, import.meta.url).href : specifier, context);
  },
});
