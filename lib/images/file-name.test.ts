import { describe, expect, it } from "vitest";
import { checkFileName } from "./file-name";

describe("a file's name", () => {
  it.each(["../../etc/passwd", "a/b.jpg", "C:\\pictures\\me.jpg", "c:me.jpg", "..", "x\0.jpg", "..%2f..%2fme.jpg", "..%5Cme.jpg"])("that is %j is refused", (name) => {
    expect(() => checkFileName(name)).toThrow(/holds a path/);
  });

  it("is shown as it is", () => {
    expect(checkFileName("Zertifikat – Universität.pdf")).toBe("Zertifikat – Universität.pdf");
    expect(checkFileName("प्रमाणपत्र 50%.pdf")).toBe("प्रमाणपत्र 50%.pdf");
  });

  it("loses what cannot be seen, and half a letter", () => {
    expect(checkFileName("me\r\nset-cookie: x\u202egpj.exe\ud800")).toBe("meset-cookie: xgpj.exe\ufffd");
    expect(checkFileName("\u200b")).toBeNull();
    expect(checkFileName("")).toBeNull();
  });

  it("is cut where it is long, and keeps its ending", () => {
    const name = checkFileName(`${"n".repeat(300)}.pdf`);
    expect(name).toHaveLength(120);
    expect(name).toMatch(/n\.pdf$/);
  });
});
