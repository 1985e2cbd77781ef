import { describe, expect, it } from "vitest";
import { inspectDocument } from "./inspect-document";
import { aBombObject, aCompressedObject, aPdf, aPicture, aWebPage, aZip } from "./test-files";

describe("a document", () => {
  it("that is a plain PDF is taken as it is", async () => {
    const pdf = aPdf();
    expect(await inspectDocument(pdf)).toEqual({ bytes: pdf, format: "pdf", resource_type: "raw", width: 0, height: 0 });
  });

  it("may keep its objects compressed, link to a page and end in white space", async () => {
    const pdf = aPdf({ objects: aCompressedObject("<< /Type /Annot /A << /S /URI /URI (https://example.com) >> >>"), behind: "\r\n\0\0 \n" });
    expect(await inspectDocument(pdf)).toMatchObject({ format: "pdf" });
  });

  it("of ten megabytes is taken and of one byte more is not", async () => {
    const limit = 10 * 1024 * 1024;
    const pdf = aPdf();
    expect(await inspectDocument(Buffer.concat([pdf, Buffer.alloc(limit - pdf.length, " ")]))).toMatchObject({ format: "pdf" });
    await expect(inspectDocument(Buffer.concat([pdf, Buffer.alloc(limit - pdf.length + 1, " ")]))).rejects.toThrow(/at most 10 MB/);
  });

  const script = "<< /Type /Action /S /JavaScript /JS (app.alert(1)) >>";
  const refused: [string, () => Buffer | Promise<Buffer>, RegExp][] = [
    ["nothing", () => Buffer.alloc(0), /empty/],
    ["a picture", () => aPicture("jpeg"), /no PDF/],
    ["a web page", () => aWebPage, /no PDF/],
    ["a PDF behind something else", () => Buffer.concat([Buffer.from("GIF89a"), aPdf()]), /no PDF/],
    ["only a PDF's first words", () => Buffer.from("%PDF-1.7\n"), /cut off/],
    ["a PDF without its end", () => aPdf().subarray(0, 300), /cut off/],
    ["words of a PDF without one", () => Buffer.from("%PDF-1.7\nhello\n%%EOF"), /cannot be opened/],
    ["a PDF without pages", () => Buffer.from(aPdf().toString("latin1").replace("/Kids [3 0 R] /Count 1", "/Kids [] /Count 0"), "latin1"), /cannot be opened/],
    ["a PDF and an archive", () => aPdf({ behind: aZip().toString("latin1") }), /something else behind/],
    ["a PDF and a web page", () => aPdf({ behind: aWebPage.toString() }), /something else behind/],
    ["a PDF with a web page in a comment", () => aPdf({ objects: "% <html><script>alert(1)</script>\n" }), /something else hidden/],
    ["a PDF with an archive before its end", () => aPdf({ objects: `4 0 obj\n<< >>\nstream\n${aZip().toString("latin1")}\nendstream\nendobj\n` }), /something else hidden/],
    ["a locked PDF", () => aPdf({ trailer: "/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4 >>" }), /locked/],
    ["a PDF that runs a program when it opens", () => aPdf({ catalog: `/OpenAction ${script}` }), /commands/],
    ["a PDF that names its program in other letters", () => aPdf({ catalog: `/OpenAction ${script.replace("JavaScript", "J#61va#53cript")}` }), /commands/],
    ["a PDF that compresses its program", () => aPdf({ objects: aCompressedObject(script) }), /commands/],
    ["a PDF that starts another program", () => aPdf({ catalog: "/OpenAction << /S /Launch /F (calc.exe) >>" }), /commands/],
    ["a PDF with files inside", () => aPdf({ catalog: "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec >>] >> >>" }), /other files/],
    ["a PDF whose objects are a bomb", aBombObjectPdf, /cannot be opened/],
  ];
  it.each(refused)("is not %s", async (_title, make, sentence) => {
    await expect(inspectDocument(await make())).rejects.toThrow(sentence);
  });
});

function aBombObjectPdf(): Buffer {
  return aPdf({ objects: aBombObject() });
}
