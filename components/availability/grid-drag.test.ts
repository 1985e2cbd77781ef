import { expect, test } from "vitest";
import { dragged, draggedFrom } from "./grid-drag";

const nineToFive = { start_minute: 540, end_minute: 1_020 };

function pull(grip: { range?: typeof nineToFive; edge?: string; from: number; to: number }) {
  return dragged({ ...draggedFrom({ weekday: 1, range: grip.range, edge: grip.edge, minute: grip.from }), minute: grip.to });
}

test.each([
  ["down", 541, 719, { start_minute: 540, end_minute: 720 }],
  ["up", 719, 541, { start_minute: 540, end_minute: 720 }],
  ["hardly at all", 541, 552, { start_minute: 540, end_minute: 570 }],
  ["out of the day", 1_400, 2_000, { start_minute: 1_395, end_minute: 1_440 }],
  ["in the last minutes", 1_436, 1_500, { start_minute: 1_410, end_minute: 1_440 }],
  ["above the day", 30, -400, { start_minute: 0, end_minute: 30 }],
])("drawing %s makes whole quarter hours", (_, from, to, range) => {
  expect(pull({ from, to })).toEqual(range);
});

test("a press that is not pulled draws nothing", () => {
  expect(pull({ from: 600, to: 602 })).toBeNull();
});

test.each([
  ["start", 540, 603, { start_minute: 600, end_minute: 1_020 }],
  ["start", 540, 1_200, { start_minute: 1_005, end_minute: 1_020 }],
  ["end", 1_020, 1_500, { start_minute: 540, end_minute: 1_440 }],
  ["end", 1_020, 100, { start_minute: 540, end_minute: 555 }],
])("the %s edge goes to the quarter hour and never over the other", (edge, from, to, range) => {
  expect(pull({ range: nineToFive, edge, from, to })).toEqual(range);
});

test("moving keeps the length and stays inside the day", () => {
  expect(pull({ range: nineToFive, from: 700, to: 762 })).toEqual({ start_minute: 600, end_minute: 1_080 });
  expect(pull({ range: nineToFive, from: 700, to: 5_000 })).toEqual({ start_minute: 960, end_minute: 1_440 });
  expect(pull({ range: nineToFive, from: 700, to: -5_000 })).toEqual({ start_minute: 0, end_minute: 480 });
});
