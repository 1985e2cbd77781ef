import { expect, it } from "vitest";
import { firstName, nameOfNobody } from "./name";

it.each([
  ["Maya Lindqvist", "Maya"],
  ["Dr. Amara Okafor", "Amara"],
  ["  Prof Dr Lin  ", "Lin"],
  ["Cher", "Cher"],
  ["Dr.", "Dr."],
  [nameOfNobody, "Deleted account"],
])("%s is called %s", (name, called) => {
  expect(firstName(name)).toBe(called);
});
