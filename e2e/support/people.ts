let count = 0;

export interface Person {
  cookie: string;
  id: string;
  email: string;
}

/** Registers a consumer over HTTP and keeps their session's cookie. */
export async function register(appUrl: string): Promise<Person> {
  count += 1;
  const email = `person-${process.pid}-${Date.now().toString(36)}-${count}@example.com`;
  const response = await send(appUrl, "POST", "/api/account/register", {
    body: { name: "Noor Haddad", email, password: "a long enough phrase", role: "consumer", market_id: "US_USD", timezone: "America/New_York", terms_accepted: true },
  });
  if (response.status !== 201) throw new Error(`registering answered ${response.status}: ${await response.text()}`);
  const { user } = (await response.json()) as { user: { id: string } };
  const cookie = response.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  return { cookie, id: user.id, email };
}

export function send(appUrl: string, method: string, path: string, { body, cookie }: { body?: unknown; cookie?: string } = {}): Promise<Response> {
  return fetch(appUrl + path, {
    method,
    headers: { origin: appUrl, ...(body === undefined ? {} : { "content-type": "application/json" }), ...(cookie ? { cookie } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
