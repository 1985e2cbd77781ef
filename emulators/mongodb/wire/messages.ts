import { CommandError } from "../errors.ts";
import { decodeDocument } from "../values/decode.ts";
import { encodeDocument } from "../values/encode.ts";
import { setField } from "../values/types.ts";
import type { Doc } from "../values/types.ts";

/** https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
export interface Request {
  requestId: number;
  body: Doc;
  /** False where the client said that it does not want a reply. */
  wantsReply: boolean;
  isLegacy: boolean;
}

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const REQUIRED_BITS = 0xffff;

export function readRequest(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  if (opcode === OP_MSG) return { requestId, isLegacy: false, ...readMsg(message) };
  if (opcode === OP_QUERY) return { requestId, isLegacy: true, wantsReply: true, body: readQuery(message) };
  throw new CommandError(1, `opcode ${opcode} is not supported`);
}

export function writeReply(request: Request, reply: Doc): Buffer {
  const body = encodeDocument(reply);
  const head = Buffer.alloc(request.isLegacy ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(nextId(), 4);
  head.writeInt32LE(request.requestId, 8);
  head.writeInt32LE(request.isLegacy ? OP_REPLY : OP_MSG, 12);
  if (request.isLegacy) head.writeInt32LE(1, 32);
  return Buffer.concat([head, body]);
}

let lastId = 0;

function nextId(): number {
  lastId = (lastId + 1) & 0x7fffffff;
  return lastId;
}

function readMsg(message: Buffer): { body: Doc; wantsReply: boolean } {
  const flags = message.readUInt32LE(16);
  if (flags & REQUIRED_BITS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) throw new CommandError(1, `message has unknown flags: ${flags}`);
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  let body: Doc | null = null;
  const sequences: [string, Doc[]][] = [];
  for (let at = 20; at < end; ) {
    const kind = message[at++];
    const size = message.readInt32LE(at);
    if (size < 5 || at + size > end) throw new CommandError(22, "a section of the message is longer than the message");
    if (kind === 0) body = decodeDocument(message, at);
    else if (kind === 1) sequences.push(readSequence(message, at, size));
    else throw new CommandError(1, `section kind ${kind ?? "none"} is not supported`);
    at += size;
  }
  if (!body) throw new CommandError(1, "message has no body");
  for (const [name, docs] of sequences) setField(body, name, docs);
  return { body, wantsReply: (flags & MORE_TO_COME) === 0 };
}

function readSequence(message: Buffer, start: number, size: number): [string, Doc[]] {
  const nameEnd = message.indexOf(0, start + 4);
  const docs: Doc[] = [];
  for (let at = nameEnd + 1; at < start + size; at += message.readInt32LE(at)) docs.push(decodeDocument(message, at));
  return [message.toString("utf8", start + 4, nameEnd), docs];
}

/** Only the greeting comes this way: flags, namespace, skip, count, then the command. */
function readQuery(message: Buffer): Doc {
  const nameEnd = message.indexOf(0, 20);
  const namespace = message.toString("utf8", 20, nameEnd);
  const body = decodeDocument(message, nameEnd + 9);
  return { ...body, $db: namespace.split(".")[0] ?? "admin" };
}
