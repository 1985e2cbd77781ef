import { closeSync, existsSync, openSync, readSync } from "node:fs";

/**
 * Whether a write-ahead log ends with something that SQLite leaves out when it reads the log after a crash: frames after the last commit
 * that are of the same run, torn or not. Never so after a clean end, nor after a crash between two commits.
 *
 * The log is a header of 32 bytes, then frames: a header of 24 bytes and a page (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
 * A frame has the two salts of the log's header; one with others was left there when the log was begun anew, and says nothing.
 */
export function hasDroppedTail(log: string): boolean {
  if (!existsSync(log)) return false;
  const file = openSync(log, "r");
  try {
    const header = bytesAt(file, 0, HEADER_BYTES);
    return header.length > 0 && (!isWhole(header) || endsWithoutCommit(file, header));
  } finally {
    closeSync(file);
  }
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

function isWhole(header: Buffer): boolean {
  return header.length === HEADER_BYTES && isSame(checksum(header, [0, 0], header.subarray(0, 24)), header, 24);
}

function endsWithoutCommit(file: number, header: Buffer): boolean {
  const frame_bytes = FRAME_HEADER_BYTES + header.readUInt32BE(8);
  let sum: Sum = [header.readUInt32BE(24), header.readUInt32BE(28)];
  let isCommitted = true;
  for (let at = HEADER_BYTES; ; at += frame_bytes) {
    const frame = bytesAt(file, at, frame_bytes);
    const salts = frame.subarray(8, 16);
    if (frame.length === 0 || !salts.equals(header.subarray(16, 16 + salts.length))) return !isCommitted;
    if (frame.length < frame_bytes) return true;
    sum = checksum(header, checksum(header, sum, frame.subarray(0, 8)), frame.subarray(FRAME_HEADER_BYTES));
    if (!isSame(sum, frame, 16)) return true;
    // A frame that commits tells how many pages the data have.
    isCommitted = frame.readUInt32BE(4) !== 0;
  }
}

type Sum = [number, number];

/** The log is summed in the byte order of the machine that made it, which the header's first number tells. */
function checksum(header: Buffer, [a, b]: Sum, bytes: Buffer): Sum {
  const isBigEndian = (header.readUInt32BE(0) & 1) === 1;
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
    b = (b + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}

function isSame([a, b]: Sum, bytes: Buffer, at: number): boolean {
  return bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b;
}

function bytesAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, at));
}
