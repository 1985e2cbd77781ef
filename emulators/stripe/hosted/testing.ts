/** What a person does on a hosted page: looks, sends its form, and is sent on. */
export async function sendForm(url: string, fields: Record<string, string>): Promise<{ status: number; location: string; text: string }> {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return { status: answer.status, location: new URL(answer.headers.get("location") ?? url, url).href, text: await answer.text() };
}

export async function look(url: string): Promise<{ status: number; location: string; text: string }> {
  const answer = await fetch(url, { redirect: "manual" });
  return { status: answer.status, location: new URL(answer.headers.get("location") ?? url, url).href, text: await answer.text() };
}

/** The fields of a card that is typed. */
export function typed(number: string, more: Record<string, string> = {}): Record<string, string> {
  return { card: "new", number, expiry: "12 / 40", cvc: "123", ...more };
}
