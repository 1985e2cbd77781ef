import "server-only";
import type { CallOutcome, Provider } from "./provider-call";

/** Enough to say how a provider is doing; what happened long ago says nothing about now. */
const kept_a_provider = 50;

// Routes and the instrumentation are bundled apart; what they call has to be remembered in one place.
const shared = globalThis as typeof globalThis & { maestrohub_provider_calls?: Map<Provider, CallOutcome[]> };

export function rememberCall(outcome: CallOutcome): void {
  shared.maestrohub_provider_calls ??= new Map();
  const calls = shared.maestrohub_provider_calls.get(outcome.provider) ?? [];
  shared.maestrohub_provider_calls.set(outcome.provider, [...calls, outcome].slice(-kept_a_provider));
}

/** This process's last calls of a provider, the latest last; for the checks of the status page. */
export function recentCalls(provider: Provider): readonly CallOutcome[] {
  return shared.maestrohub_provider_calls?.get(provider) ?? [];
}
