import { expect, it } from "vitest";
import { maskAddress } from "./mask-address";

it.each([
  ["leah@example.com", "l•••@example.com"],
  ["a@b.example", "a•••@b.example"],
  ['"odd@name"@example.com', '"•••@example.com'],
  ["🎻violin@example.com", "🎻•••@example.com"],
  ["not an address", "•••"],
  ["", "•••"],
])("%s is shown as %s", (address, shown) => {
  expect(maskAddress(address)).toBe(shown);
});
