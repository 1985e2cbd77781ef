/** Words, or a link with its words. */
export interface Piece {
  text: string;
  /** An absolute http(s) address. */
  href?: string;
}

export type Line = Piece[];
export type Paragraph = Line[];

/** [words](https://…), or an address as it stands; the brackets of an address belong to it where they are pairs. */
const links = /\[([^[\]\n]{1,200})\]\((https?:\/\/[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)|https?:\/\/[^\s<>()]+(?:\([^\s()<>]*\)[^\s<>()]*)*/giu;
/** What closes a sentence is no part of an address in it. */
const endOfSentence = /[.,;:!?'"»”’\]]+$/u;

/** Plain text as people write it: paragraphs between empty lines, lines within them, and links. Nothing else is marked up. */
export function paragraphsOf(text: string): Paragraph[] {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((paragraph) => paragraph.split("\n").map((line) => line.trim()))
    .map((lines) => lines.filter((line) => line !== ""))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(piecesOf));
}

function piecesOf(line: string): Line {
  const pieces: Line = [];
  let read = 0;
  for (const match of line.matchAll(links)) {
    const [whole, words, target] = match;
    const address = target ?? whole.replace(endOfSentence, "");
    if (!isAddress(address)) continue;
    if (match.index > read) pieces.push({ text: line.slice(read, match.index) });
    pieces.push({ text: words?.trim() || address, href: address });
    read = match.index + (target ? whole.length : address.length);
  }
  if (read < line.length) pieces.push({ text: line.slice(read) });
  return pieces;
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  // With a name before the host an address looks like another one.
  return (protocol === "https:" || protocol === "http:") && hostname !== "" && !username && !password;
}
