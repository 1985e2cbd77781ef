const address = process.env.EMULATORS_URL ?? "";

export interface ToldEvent {
  event: string;
  distinct_id: string | null;
  properties: Record<string, unknown>;
  reserved: Record<string, unknown>;
}

/** What Mixpanel was told of one person, the earliest first; from the server or from the browser. */
export async function toldOf(person: string, from: "server" | "browser"): Promise<ToldEvent[]> {
  const events = await inspect<ToldEvent>(`analytics?distinct_id=${person}`);
  return events.reverse().filter(({ reserved }) => (reserved.mp_lib === "web") === (from === "browser"));
}

export function everythingTold(): Promise<ToldEvent[]> {
  return inspect("analytics");
}

export interface SeenError {
  title: string;
  message: string;
  tags: Record<string, string>;
  user: { id?: string; email?: string; role?: string };
  release: string | null;
  environment: string;
}

/** What Sentry knows with this word in it. */
export async function errorsWith(word: string): Promise<SeenError[]> {
  return (await inspect<SeenError>("errors")).filter(({ message }) => message.includes(word));
}

/** What New Relic knows with this word in it, each with the attributes that it was given. */
export async function noticedWith(word: string): Promise<{ message: string; user: Record<string, unknown> }[]> {
  return (await inspect<{ message: string; user: Record<string, unknown> }>("newrelic/errors")).filter(({ message }) => message.includes(word));
}

export async function transactionNames(): Promise<string[]> {
  const events = await inspect<{ intrinsics: { name: string } }>("newrelic/transactions");
  return [...new Set(events.map(({ intrinsics }) => intrinsics.name))].sort();
}

/** What New Relic measured without a name of ours or of Next's: files, as they lie in the build. What of it broke, or was more than fetched. */
export async function unnamedTrouble(): Promise<string[]> {
  const events = await inspect<{ intrinsics: { name: string; error: boolean }; agent: Record<string, unknown> }>("newrelic/transactions");
  const unnamed = events.filter(({ intrinsics }) => intrinsics.name.includes("NormalizedUri"));
  return unnamed.filter(({ intrinsics, agent }) => intrinsics.error || agent["request.method"] !== "GET" || Number(agent["http.statusCode"]) >= 400).map((event) => JSON.stringify(event));
}

export async function businessEvents(type: string): Promise<Record<string, unknown>[]> {
  const events = await inspect<{ intrinsics: { type: string }; user: Record<string, unknown> }>("newrelic/events");
  return events.filter(({ intrinsics }) => intrinsics.type === type).map(({ user }) => user);
}

export async function inspect<T>(path: string): Promise<T[]> {
  return (await (await fetch(`${address}/_inspect/${path}`)).json()) as T[];
}
