import { describe, expect, it } from "vitest";
import { paragraphsOf } from "./written-text";

const line = (text: string) => paragraphsOf(text)[0]?.[0];

describe("what somebody wrote", () => {
  it("has paragraphs between empty lines and lines within them", () => {
    const text = (words: string) => [{ text: words }];
    expect(paragraphsOf("  One\r\ntwo \n\n \n\nThree\n")).toEqual([[text("One"), text("two")], [text("Three")]]);
    expect(paragraphsOf(" \n\n ")).toEqual([]);
  });

  it.each([
    [
      "an address in a sentence",
      "See https://a.example/b?c=1, please.",
      [{ text: "See " }, { text: "https://a.example/b?c=1", href: "https://a.example/b?c=1" }, { text: ", please." }],
    ],
    ["with words of its own", "[the new page](https://a.example/x).", [{ text: "the new page", href: "https://a.example/x" }, { text: "." }]],
    ["in brackets", "(https://a.example/x)", [{ text: "(" }, { text: "https://a.example/x", href: "https://a.example/x" }, { text: ")" }]],
    ["with brackets of its own", "https://a.example/x_(y)", [{ text: "https://a.example/x_(y)", href: "https://a.example/x_(y)" }]],
  ])("has links: %s", (_title, text, pieces) => {
    expect(line(text)).toEqual(pieces);
  });

  it.each([
    "[x](javascript:alert(1))",
    "javascript:alert(1)",
    "data:text/html,x",
    "[x](//a.example)",
    "[x](https://maestrohub.example@evil.example)",
    "<script>alert(1)</script>",
    "https://",
  ])("is text where it is no address that a reader can trust: %s", (text) => {
    expect(line(text)?.some(({ href }) => href !== undefined)).toBe(false);
    expect(
      line(text)
        ?.map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});
