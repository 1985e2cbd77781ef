import { decimal, long } from "../case.ts";

export const RECORDS = [
  { _id: 1, k: "a", n: 5, t: new Date("2024-03-10T06:30:00Z"), arr: [3, 1, 2], o: { x: 1, y: { z: 2 } }, s: " Hello Wörld " },
  { _id: 2, k: "b", n: 7.5, t: new Date("2024-12-31T23:59:59.999Z"), arr: [], s: "ab,c,d" },
  { _id: 3, k: "a", n: long(9), arr: null, o: null, s: "😀x" },
  { _id: 4, k: null, n: decimal("1.25"), arr: [{ q: 1 }, { q: 2 }], s: "" },
  { _id: 5, n: null, arr: 5 },
];

export const OTHERS = [
  { _id: 10, k: "a", v: 1 },
  { _id: 11, k: "b", v: 2 },
  { _id: 12, k: "a", v: 3 },
  { _id: 13, v: 4 },
  { _id: 14, k: ["a", "b"], v: 5 },
];
