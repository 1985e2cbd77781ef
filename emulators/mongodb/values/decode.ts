import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import { CommandError } from "../errors.ts";
import { setField } from "./types.ts";
import type { Doc, Value } from "./types.ts";

/** BSON into values. Not bson's own `deserialize`, which turns `{ $ref, $id }` into a DBRef and forgets which number was a double. */
export function decodeDocument(buffer: Buffer, offset = 0): Doc {
  return new Decoder(buffer, offset).document();
}

const MAX_DEPTH = 200;

class Decoder {
  private readonly buffer: Buffer;
  private at: number;
  private depth = 0;

  constructor(buffer: Buffer, offset: number) {
    this.buffer = buffer;
    this.at = offset;
  }

  document(): Doc {
    const doc: Doc = {};
    this.elements((name, value) => setField(doc, name, value));
    return doc;
  }

  private elements(visit: (name: string, value: Value) => void): void {
    const start = this.at;
    const end = start + this.buffer.readInt32LE(start);
    if (end > this.buffer.length || end < start + 5) throw new CommandError(22, "Invalid BSON: a document is longer than its message");
    if (++this.depth > MAX_DEPTH) throw new CommandError(15, "BSON document is nested too deeply");
    this.at += 4;
    for (let type = this.buffer[this.at++]; type !== 0; type = this.buffer[this.at++]) {
      if (type === undefined || this.at > end) throw new CommandError(22, "Invalid BSON: a document has no end");
      const name = this.cstring();
      visit(name, this.value(type));
    }
    if (this.at !== end) throw new CommandError(22, "Invalid BSON: a document's length is wrong");
    this.depth--;
  }

  private value(type: number): Value {
    const b = this.buffer;
    switch (type) {
      case 0x01: return this.double();
      case 0x02: return this.string();
      case 0x03: return this.document();
      case 0x04: return this.array();
      case 0x05: return this.binary();
      case 0x06: return null;
      case 0x07: return new ObjectId(Uint8Array.prototype.slice.call(b, this.at, (this.at += 12)));
      case 0x08: return b[this.at++] === 1;
      case 0x09: return new Date(Number(b.readBigInt64LE((this.at += 8) - 8)));
      case 0x0a: return null;
      case 0x0b: return new BSONRegExp(this.cstring(), this.cstring());
      case 0x0d: return new Code(this.string());
      case 0x0e: return new BSONSymbol(this.string());
      case 0x0f: {
        this.at += 4;
        return new Code(this.string(), this.document());
      }
      case 0x10: return b.readInt32LE((this.at += 4) - 4);
      case 0x11: return new Timestamp(this.long());
      case 0x12: return this.long();
      case 0x13: return new Decimal128(Uint8Array.prototype.slice.call(b, this.at, (this.at += 16)));
      case 0xff: return new MinKey();
      case 0x7f: return new MaxKey();
      default: throw new CommandError(22, `Invalid BSON: unknown type ${type}`);
    }
  }

  private double(): Value {
    const n = this.buffer.readDoubleLE((this.at += 8) - 8);
    return (n | 0) === n ? new Double(n) : n;
  }

  private long(): Long {
    const low = this.buffer.readInt32LE((this.at += 8) - 8);
    return new Long(low, this.buffer.readInt32LE(this.at - 4));
  }

  private string(): string {
    const length = this.buffer.readInt32LE(this.at);
    const start = this.at + 4;
    this.at = start + length;
    if (length < 1 || this.at > this.buffer.length) throw new CommandError(22, "Invalid BSON: a string is longer than its message");
    return this.buffer.toString("utf8", start, this.at - 1);
  }

  private cstring(): string {
    const end = this.buffer.indexOf(0, this.at);
    const text = this.buffer.toString("utf8", this.at, end);
    this.at = end + 1;
    return text;
  }

  private array(): Value[] {
    const list: Value[] = [];
    this.elements((_, value) => list.push(value));
    return list;
  }

  private binary(): Binary {
    const length = this.buffer.readInt32LE(this.at);
    const subtype = this.buffer[this.at + 4] ?? 0;
    const start = this.at + 5;
    this.at = start + length;
    return new Binary(Uint8Array.prototype.slice.call(this.buffer, start, this.at), subtype);
  }
}
