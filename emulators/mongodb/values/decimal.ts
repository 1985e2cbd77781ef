import { Decimal128 } from "bson";

/** A finite decimal: coefficient × 10^exponent. */
export interface Exact {
  coefficient: bigint;
  exponent: number;
}

const MAX_DIGITS = 34;

export function parseDecimal(value: Decimal128): Exact | "NaN" | "Infinity" | "-Infinity" {
  const text = value.toString();
  if (text === "NaN" || text === "Infinity" || text === "-Infinity") return text;
  const [mantissa = "0", exponent = "0"] = text.split("E");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { coefficient: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

export function formatDecimal({ coefficient, exponent }: Exact): Decimal128 {
  const rounded = roundDigits({ coefficient, exponent });
  return Decimal128.fromString(`${rounded.coefficient}E${rounded.exponent}`);
}

/** The exact decimal of a double: a double is a whole number of halves, and 2^-k = 5^k × 10^-k. */
export function exactDouble(value: number): Exact {
  let twos = 0;
  let n = value;
  while (!Number.isInteger(n)) {
    n *= 2;
    twos++;
  }
  return { coefficient: BigInt(n) * 5n ** BigInt(twos), exponent: -twos };
}

/** What a double looks like as a decimal: 15 significant digits, as MongoDB converts it. */
export function shortDouble(value: number): Exact {
  const parsed = parseDecimal(Decimal128.fromString(Number.isSafeInteger(value) ? String(value) : value.toPrecision(15)));
  return typeof parsed === "string" ? { coefficient: 0n, exponent: 0 } : parsed;
}

export function addExact(a: Exact, b: Exact): Exact {
  const exponent = Math.min(a.exponent, b.exponent);
  return { coefficient: scaled(a, exponent) + scaled(b, exponent), exponent };
}

export function multiplyExact(a: Exact, b: Exact): Exact {
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent };
}

export function divideExact(a: Exact, b: Exact): Exact {
  const shift = MAX_DIGITS + String(b.coefficient).length;
  const quotient = (a.coefficient * 10n ** BigInt(shift)) / b.coefficient;
  return trimZeros({ coefficient: quotient, exponent: a.exponent - b.exponent - shift }, Math.min(0, a.exponent - b.exponent));
}

export function scaled(value: Exact, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

function trimZeros(value: Exact, upTo: number): Exact {
  let { coefficient, exponent } = value;
  while (exponent < upTo && coefficient !== 0n && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent++;
  }
  return { coefficient, exponent };
}

/** Half to even, at 34 significant digits. */
function roundDigits(value: Exact): Exact {
  const negative = value.coefficient < 0n;
  const size = negative ? -value.coefficient : value.coefficient;
  const excess = String(size).length - MAX_DIGITS;
  if (excess <= 0) return value;
  const unit = 10n ** BigInt(excess);
  let kept = size / unit;
  const rest = (size % unit) * 2n;
  if (rest > unit || (rest === unit && kept % 2n === 1n)) kept++;
  return { coefficient: negative ? -kept : kept, exponent: value.exponent + excess };
}
