import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { readBytes } from "./read-body";

const sending = (body: ReadableStream) => new Request("http://localhost:3000/api/reports", { method: "POST", body, duplex: "half" } as RequestInit);
/** Sends some bytes, then breaks off as Node tells of it. */
const brokenOff = (error: Error) => sending(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(8)), pull: (controller) => controller.error(error) }, { highWaterMark: 0 }));

describe("a body", () => {
  it("that ends because its window was closed is a bad request, and no error of ours", async () => {
    const reading = readBytes(brokenOff(Object.assign(new Error("aborted"), { code: "ECONNRESET" })), 100);
    await expect(reading).rejects.toThrow(new AppError("malformed", "The request ended before its body did."));
    await expect(reading).rejects.toMatchObject({ code: "malformed" });
  });

  it("that breaks for another reason is told as it is", async () => {
    await expect(readBytes(brokenOff(new Error("the disk is full")), 100)).rejects.toThrow("the disk is full");
  });

  it("past the limit is refused whatever its length was said to be", async () => {
    await expect(readBytes(sending(new Blob([new Uint8Array(101)]).stream()), 100)).rejects.toMatchObject({ code: "too_large" });
    expect((await readBytes(sending(new Blob([new Uint8Array(100)]).stream()), 100)).byteLength).toBe(100);
  });
});
