export interface PageAnswer {
  /** 0 where nothing came back. */
  status: number;
  headers: Partial<Record<string, string>>;
  body: string;
  failure: string | null;
}

const patienceMs = 8_000;

/** One request as a stranger's browser would make it, redirects shown and not followed; never throws. */
export async function askPage(url: URL, init: RequestInit = {}): Promise<PageAnswer> {
  try {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patienceMs), ...init });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text(), failure: null };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: 0, headers: {}, body: "", failure: cause instanceof Error ? cause.message : String(cause) };
  }
}
