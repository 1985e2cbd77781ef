import { Long, ObjectId, Timestamp } from "bson";
import { CommandError } from "../../errors.ts";
import { wholeNumber } from "../../values/numbers.ts";
import { typeName } from "../../values/type-names.ts";
import { isDoc } from "../../values/types.ts";
import type { Value } from "../../values/types.ts";
import type { Compile, Evaluate, Operator, Scope } from "../expression.ts";
import { dateFromText, formatDate } from "./date-format.ts";
import { addUnits, difference, dayOfYear, isoWeek, truncated, weekOfYear } from "./date-units.ts";
import { isMissing, namedArguments, numberOf, textOf } from "./operand.ts";
import { instant, wallTime } from "./zones.ts";
import type { WallTime } from "./zones.ts";

export const dates: Record<string, Operator> = {
  $year: part((wall) => wall.year), $month: part((wall) => wall.month), $dayOfMonth: part((wall) => wall.day),
  $hour: part((wall) => wall.hour), $minute: part((wall) => wall.minute), $second: part((wall) => wall.second), $millisecond: part((wall) => wall.millisecond),
  $dayOfWeek: part((wall) => weekday(wall) + 1), $dayOfYear: part(dayOfYear), $week: part(weekOfYear),
  $isoDayOfWeek: part((wall) => weekday(wall) || 7), $isoWeek: part((wall) => isoWeek(wall).week), $isoWeekYear: part((wall) => Long.fromNumber(isoWeek(wall).year)),
  $dateToString: {
    compile: (operand, compile) => {
      const { date, format, timezone, onNull } = namedArguments("$dateToString", operand, { compile, required: ["date"], optional: ["format", "timezone", "onNull"] });
      return (scope) => {
        const value = date?.(scope);
        const zone = zoneOf(timezone, scope);
        if (isMissing(value) || zone === null) return onNull ? onNull(scope) : null;
        const pattern = format?.(scope) ?? "%Y-%m-%dT%H:%M:%S.%LZ";
        if (typeof pattern !== "string") throw new CommandError(18533, "$dateToString requires that 'format' be a string");
        return formatDate(dateOf(value), pattern, zone);
      };
    },
  },
  $dateFromString: {
    compile: (operand, compile) => {
      const { dateString, timezone, onError, onNull } = namedArguments("$dateFromString", operand, { compile, required: ["dateString"], optional: ["timezone", "onError", "onNull"] });
      return (scope) => {
        const text = dateString?.(scope);
        const zone = zoneOf(timezone, scope);
        if (isMissing(text) || zone === null) return onNull ? onNull(scope) : null;
        const date = typeof text === "string" ? dateFromText(text, zone) : null;
        if (date) return date;
        if (onError) return onError(scope);
        throw new CommandError(241, `Error parsing date string '${String(text)}'`);
      };
    },
  },
  $dateFromParts: {
    compile: (operand, compile) => {
      const parts = namedArguments("$dateFromParts", operand, { compile, required: ["year"], optional: ["month", "day", "hour", "minute", "second", "millisecond", "timezone"] });
      return (scope) => {
        const zone = zoneOf(parts.timezone, scope);
        const values = (["year", "month", "day", "hour", "minute", "second", "millisecond"] as const).map((name) => (parts[name] ? parts[name](scope) : name === "month" || name === "day" ? 1 : 0));
        if (zone === null || values.some(isMissing)) return null;
        const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = values.map((value) => numberOf(value, "$dateFromParts"));
        return instant({ year, month, day, hour, minute, second, millisecond }, zone);
      };
    },
  },
  $dateToParts: {
    compile: (operand, compile) => {
      const { date, timezone } = namedArguments("$dateToParts", operand, { compile, required: ["date"], optional: ["timezone"] });
      return (scope) => {
        const value = date?.(scope);
        const zone = zoneOf(timezone, scope);
        return isMissing(value) || zone === null ? null : { ...wallTime(dateOf(value), zone) };
      };
    },
  },
  $dateAdd: adding("$dateAdd", 1), $dateSubtract: adding("$dateSubtract", -1),
  $dateDiff: {
    compile: (operand, compile) => {
      const { startDate, endDate, unit, timezone, startOfWeek } = namedArguments("$dateDiff", operand, { compile, required: ["startDate", "endDate", "unit"], optional: ["timezone", "startOfWeek"] });
      return (scope) => {
        const [from, to, by] = [startDate?.(scope), endDate?.(scope), unit?.(scope)];
        const zone = zoneOf(timezone, scope);
        if (isMissing(from) || isMissing(to) || isMissing(by) || zone === null) return null;
        return Long.fromNumber(difference({ from: dateOf(from), to: dateOf(to), unit: textOf(by, "$dateDiff"), zone, startOfWeek: weekStart(startOfWeek, scope) }));
      };
    },
  },
  $dateTrunc: {
    compile: (operand, compile) => {
      const { date, unit, binSize, timezone, startOfWeek } = namedArguments("$dateTrunc", operand, { compile, required: ["date", "unit"], optional: ["binSize", "timezone", "startOfWeek"] });
      return (scope) => {
        const [value, by, size = 1] = [date?.(scope), unit?.(scope), binSize?.(scope)];
        const zone = zoneOf(timezone, scope);
        if (isMissing(value) || isMissing(by) || isMissing(size) || zone === null) return null;
        return truncated({ date: dateOf(value), unit: textOf(by, "$dateTrunc"), size: numberOf(size, "$dateTrunc"), zone, startOfWeek: weekStart(startOfWeek, scope) });
      };
    },
  },
};

function part(read: (wall: WallTime) => Value): Operator {
  return {
    compile: (operand: Value, compile: Compile): Evaluate => {
      const [only] = Array.isArray(operand) && operand.length === 1 ? operand : [operand];
      const isNamed = isDoc(only) && "date" in only;
      const { date, timezone } = namedArguments("a date part", isNamed ? only : { date: only }, { compile, required: ["date"], optional: ["timezone"] });
      return (scope) => {
        const value = date?.(scope);
        const zone = zoneOf(timezone, scope);
        return isMissing(value) || zone === null ? null : read(wallTime(dateOf(value), zone));
      };
    },
  };
}

function adding(name: string, direction: 1 | -1): Operator {
  return {
    compile: (operand, compile) => {
      const { startDate, unit, amount, timezone } = namedArguments(name, operand, { compile, required: ["startDate", "unit", "amount"], optional: ["timezone"] });
      return (scope) => {
        const [date, by, count] = [startDate?.(scope), unit?.(scope), amount?.(scope)];
        const zone = zoneOf(timezone, scope);
        if (isMissing(date) || isMissing(by) || isMissing(count) || zone === null) return null;
        const n = wholeNumber(count);
        if (n === null) throw new CommandError(5166405, `${name} expects integer amount of time units`);
        return addUnits({ date: dateOf(date), unit: textOf(by, name), amount: n * direction, zone });
      };
    },
  };
}

/** Null where the zone is given and is null. */
function zoneOf(timezone: Evaluate | undefined, scope: Scope): string | null {
  if (!timezone) return "UTC";
  const zone = timezone(scope);
  return isMissing(zone) ? null : textOf(zone, "timezone");
}

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

function weekStart(startOfWeek: Evaluate | undefined, scope: Scope): string {
  if (!startOfWeek) return "sun";
  const day = textOf(startOfWeek(scope), "startOfWeek").toLowerCase();
  if (!DAYS.some((name) => day === name || day === name.slice(0, 3))) throw new CommandError(5439016, `unknown day of week value: ${day}`);
  return day.slice(0, 3);
}

function weekday({ year, month, day }: WallTime): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

export function dateOf(value: Value): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  throw new CommandError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}
