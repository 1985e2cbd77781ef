import { deflateRawSync, deflateSync, crc32 } from "node:zlib";
import { createDeflate } from "node:zlib";
import sharp from "sharp";

/** For tests: good files and hostile ones, made here so that none lies in the repository. */

export function aPicture(format: "jpeg" | "png" | "webp" = "jpeg", { width = 320, height = 240 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#3a7d5c" } }).toFormat(format).toBuffer();
}

/** Colours of chance, which no format makes small: about three bytes a pixel as PNG. */
export function aNoisyPicture(format: "jpeg" | "png", { width = 320, height = 240, quality = 100 } = {}): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 65_536) crypto.getRandomValues(pixels.subarray(at, at + 65_536));
  return sharp(pixels, { raw: { width, height, channels: 3 } }).toFormat(format, { quality }).toBuffer();
}

/** A JPEG as a phone takes it: lying on its side, with where it was taken and by whom. */
export async function aPhoto(): Promise<Buffer> {
  const left = await sharp({ create: { width: 60, height: 100, channels: 3, background: "#c02020" } }).png().toBuffer();
  return sharp({ create: { width: 120, height: 100, channels: 3, background: "#2020c0" } })
    .composite([{ input: left, left: 0, top: 0 }])
    .jpeg()
    .withExif({
      IFD0: { Make: "Kamera", Artist: "Priya Raman", Orientation: "6" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "27/1 42/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "85/1 19/1 0/1" },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

export function aPdf({ catalog = "", trailer = "", objects = "", behind = "" } = {}): Buffer {
  const parts = [
    `1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${catalog} >>\nendobj\n`,
    "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
    "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Resources << >> >>\nendobj\n",
    objects,
  ].filter(Boolean);
  let body = "%PDF-1.7\n";
  const offsets = parts.map((part) => {
    const at = body.length;
    body += part;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const xref = `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}${xref}${behind}`, "latin1");
}

/** An object stream, as modern PDFs keep their objects, with what it holds inflated. */
export function aCompressedObject(inner: string): string {
  const packed = deflateSync(Buffer.from(`9 0 ${inner}`, "latin1")).toString("latin1");
  return `4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj\n`;
}

export function aBombObject(): string {
  const packed = deflateSync(Buffer.alloc(64 * 1024 * 1024)).toString("latin1");
  return `4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj\n`;
}

export function pngChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([frame, named, sum]);
}

export function pngHeader(width: number, height: number, bits = 1): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = bits;
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), pngChunk("IHDR", header)]);
}

/** A whole, valid PNG of black pixels, one bit each: half a megabyte that decodes to 450 MB (or, as most would, to 10 GB). */
export async function aBomb(side = 60_000): Promise<Buffer> {
  const row = Buffer.alloc(1 + Math.ceil(side / 8));
  const deflate = createDeflate({ level: 9 });
  const packed: Buffer[] = [];
  deflate.on("data", (chunk: Buffer) => packed.push(chunk));
  const rows = Buffer.concat(Array.from({ length: 100 }, () => row));
  for (let y = 0; y < side; y += 100) if (!deflate.write(rows)) await new Promise((resolve) => deflate.once("drain", resolve));
  deflate.end();
  await new Promise((resolve) => deflate.once("end", resolve));
  return Buffer.concat([pngHeader(side, side), pngChunk("IDAT", Buffer.concat(packed)), pngChunk("IEND", Buffer.alloc(0))]);
}

/** The smallest archive with one stored file, to be hung behind something else. */
export function aZip(name = "index.html", text = "<p>hello</p>"): Buffer {
  const data = deflateRawSync(Buffer.from(text));
  const local = Buffer.alloc(30);
  local.write("PK\x03\x04", 0, "latin1");
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.write("PK\x01\x02", 0, "latin1");
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  return Buffer.concat([local, Buffer.from(name), data, central, Buffer.from(name), end]);
}

/** A JPEG with this text in its comment, where a careless server would run or show it. */
export async function aJpegWithComment(text: string): Promise<Buffer> {
  const picture = await aPicture("jpeg");
  const comment = Buffer.from(text);
  const segment = Buffer.from([0xff, 0xfe, (comment.length + 2) >> 8, (comment.length + 2) & 0xff]);
  return Buffer.concat([picture.subarray(0, 2), segment, comment, picture.subarray(2)]);
}

export const aGif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
export const anSvg = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>');
export const aWebPage = Buffer.from("<!DOCTYPE html><html><body><script>alert(document.cookie)</script></body></html>");

export async function anAnimatedWebp(): Promise<Buffer> {
  const pixels = Buffer.alloc(16 * 32 * 3, 80);
  pixels.fill(200, 16 * 16 * 3);
  return sharp(pixels, { raw: { width: 16, height: 32, channels: 3, pageHeight: 16 } }).webp({ loop: 0, delay: [100, 100] }).toBuffer();
}
