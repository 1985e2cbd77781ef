import "server-only";
import PDFDocument from "pdfkit";
import type { Receipt } from "../schema";
import { receiptWords, type ReceiptWords } from "../words";
import { fontFile, type Run, runsOf, type Weight } from "./fonts";

const ink = "#1D1B18";
const quiet = "#5B554C";
const hairline = "#E6DFD3";
const margin = 56;
/** Where the values stand beside their labels, and what is kept free for the amounts, in points. */
const [labelWidth, amountWidth] = [96, 110];

/** The receipt as a PDF of one page or, with many refunds, some more. The same receipt is the same file, byte for byte. */
export async function receiptPdf(receipt: Receipt): Promise<Uint8Array<ArrayBuffer>> {
  const words = receiptWords(receipt);
  const doc = new PDFDocument({
    size: "A4",
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    font: fontFile("latin", 400),
    lang: "en",
    displayTitle: true,
    info: { Title: `${words.title} ${receipt.number}`, Author: receipt.seller.name, CreationDate: receipt.issued_at, ModDate: receipt.issued_at },
  });
  const bytes = collect(doc);
  draw(doc, receipt.seller.name, words);
  doc.end();
  return bytes;
}

function draw(doc: PDFKit.PDFDocument, seller: string, words: ReceiptWords): void {
  const width = doc.page.width - 2 * margin;
  write(doc, seller, { size: 12, color: quiet, at: { x: margin, y: margin, width } });
  write(doc, words.title, { size: 24, weight: 700, at: { x: margin, y: doc.y + 4, width } });
  doc.y += 14;
  for (const { label, value } of words.facts) {
    startRow(doc, width);
    const { y } = doc;
    write(doc, label, { color: quiet, at: { x: margin, y, width: labelWidth } });
    write(doc, value, { at: { x: margin + labelWidth, y, width: width - labelWidth } });
  }
  doc.y += 14;
  for (const { label, amount, isTotal } of words.lines) {
    startRow(doc, width, isTotal);
    const { y } = doc;
    const weight = isTotal ? 700 : 400;
    // In the order in which it is read aloud: what, then how much.
    write(doc, label, { weight, at: { x: margin, y, width: width - amountWidth } });
    const below = doc.y;
    write(doc, amount, { weight, at: { x: doc.page.width - margin - widthOf(doc, amount, weight), y, width: amountWidth } });
    doc.y = below;
  }
  doc.y += 18;
  write(doc, words.footnote, { size: 9, color: quiet, at: { x: margin, y: doc.y, width } });
}

const roomForRow = 48;

/** A row is never cut by the end of a page. */
function startRow(doc: PDFKit.PDFDocument, width: number, hasLine = true): void {
  if (doc.y + roomForRow > doc.page.height - margin) doc.addPage();
  doc.y += 7;
  if (!hasLine) return;
  doc
    .moveTo(margin, doc.y)
    .lineTo(margin + width, doc.y)
    .lineWidth(0.5)
    .strokeColor(hairline)
    .stroke();
  doc.y += 7;
}

interface Setting {
  size?: number;
  weight?: Weight;
  color?: string;
  at: { x: number; y: number; width: number };
}

/** Sets a text, each of its scripts in its own file; the page goes on below it. */
function write(doc: PDFKit.PDFDocument, text: string, { size = 10, weight = 400, color = ink, at }: Setting): void {
  const runs = runsOf(text);
  doc.fontSize(size).fillColor(color);
  for (const [i, run] of runs.entries()) {
    const options = { width: at.width, continued: i < runs.length - 1 };
    choose(doc, run, weight);
    if (i === 0) doc.text(run.text, at.x, at.y, options);
    else doc.text(run.text, options);
  }
}

function widthOf(doc: PDFKit.PDFDocument, text: string, weight: Weight): number {
  doc.fontSize(10);
  return runsOf(text).reduce((sum, run) => sum + choose(doc, run, weight).widthOfString(run.text), 0);
}

function choose(doc: PDFKit.PDFDocument, { subset }: Run, weight: Weight): PDFKit.PDFDocument {
  return doc.font(fontFile(subset, weight));
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on("data", (part: Buffer) => parts.push(part));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(parts))));
    doc.on("error", reject);
  });
}
