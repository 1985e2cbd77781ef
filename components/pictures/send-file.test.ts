import { afterEach, describe, expect, it, vi } from "vitest";
import type { RequestFailed } from "@/lib/http/fetch-json";
import { sendFile } from "./send-file";
import { mayWorkNextTime, sentenceOf } from "./use-upload";

/** What a browser's request does, step by step as the test says. */
class FakeRequest {
  static last: FakeRequest;
  upload: { onprogress?: (event: { loaded: number; total: number; lengthComputable: boolean }) => void } = {};
  status = 0;
  responseText = "";
  timeout = 0;
  opened: string[] = [];
  sent: FormData | null = null;
  onload?: () => void;
  onerror?: () => void;
  ontimeout?: () => void;
  onabort?: () => void;
  constructor() {
    FakeRequest.last = this;
  }
  open(...parts: string[]) {
    this.opened = parts;
  }
  send(form: FormData) {
    this.sent = form;
  }
  abort() {
    this.onabort?.();
  }
  answer(status: number, text: string) {
    this.status = status;
    this.responseText = text;
    this.onload?.();
  }
}

afterEach(() => vi.unstubAllGlobals());

function begin(signal = new AbortController().signal) {
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
  const onProgress = vi.fn();
  const sending = sendFile<{ url: string }>({ method: "POST", path: "/api/tutor/portfolio", file: new Blob(["x"]), filename: "me.jpg", fields: { alt: "Me" }, onProgress, signal });
  return { sending, onProgress, request: FakeRequest.last };
}

const failureOf = (sending: Promise<unknown>) => sending.then(() => expect.unreachable(), (error: unknown) => error as RequestFailed);

describe("a file on its way", () => {
  it("is sent as a form, tells how much of it has left, and brings back the answer", async () => {
    const { sending, onProgress, request } = begin();
    expect(request.opened).toEqual(["POST", "/api/tutor/portfolio"]);
    expect(request.sent?.get("alt")).toBe("Me");
    expect(request.sent?.get("file")).toMatchObject({ name: "me.jpg", size: 1 });
    request.upload.onprogress?.({ loaded: 1, total: 4, lengthComputable: true });
    request.upload.onprogress?.({ loaded: 2, total: 0, lengthComputable: false });
    request.upload.onprogress?.({ loaded: 4, total: 4, lengthComputable: true });
    request.answer(201, '{"url":"/x"}');
    expect(await sending).toEqual({ url: "/x" });
    expect(onProgress.mock.calls).toEqual([[0.25], [1]]);
  });

  it("that is refused brings back the server's sentence", async () => {
    const { sending, request } = begin();
    request.answer(422, '{"error":{"code":"invalid","message":"Some of this is not right.","fields":{"file":"The picture moves. Send a still one."}}}');
    const failure = await failureOf(sending);
    expect(failure.status).toBe(422);
    expect(sentenceOf(failure)).toBe("The picture moves. Send a still one.");
  });

  it.each<[string, (request: FakeRequest) => void, string]>([
    ["loses its connection", (request) => request.onerror?.(), "The connection was lost. Check it and try again."],
    ["never gets an answer", (request) => request.ontimeout?.(), "This took too long. Check your connection and try again."],
    ["gets no JSON", (request) => request.answer(502, "<html>"), "Something went wrong on our side. Try again in a moment."],
  ])("that %s says so and may be sent again", async (_title, happen, sentence) => {
    const { sending, request } = begin();
    happen(request);
    const failure = await failureOf(sending);
    expect(failure.message).toBe(sentence);
    expect(mayWorkNextTime(failure)).toBe(true);
  });

  it("has an end", () => {
    const { sending, request } = begin();
    expect(request.timeout).toBeGreaterThan(0);
    request.answer(200, "{}");
    return sending;
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    const { sending, request } = begin(controller.signal);
    const abort = vi.spyOn(request, "abort");
    controller.abort();
    expect((await failureOf(sending)).name).toBe("AbortError");
    expect(abort).toHaveBeenCalledOnce();
  });

  it("that was cancelled before does not leave", async () => {
    vi.stubGlobal("XMLHttpRequest", vi.fn());
    const sending = sendFile({ method: "PUT", path: "/", file: new Blob([]), filename: "x", onProgress: vi.fn(), signal: AbortSignal.abort() });
    expect((await failureOf(sending)).name).toBe("AbortError");
    expect(XMLHttpRequest).not.toHaveBeenCalled();
  });

  it("is of no use a second time where the file was the reason", () => {
    const again = [0, 401, 429, 500, 502, 503].map((status) => mayWorkNextTime({ status } as RequestFailed));
    const never = [400, 409, 413, 415, 422].map((status) => mayWorkNextTime({ status } as RequestFailed));
    expect([again.every(Boolean), never.some(Boolean)]).toEqual([true, false]);
  });
});
