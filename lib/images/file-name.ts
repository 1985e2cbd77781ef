import { refusedFile } from "./refuse";

const maxCharacters = 120;

/**
 * The name under which a file was sent, as it may be shown and written into a header. A name with a path in it, written
 * out or escaped, was not made by a browser: refused. Null where there is none.
 */
export function checkFileName(name: string | null | undefined): string | null {
  if (!name) return null;
  const decoded = name.replaceAll(/%(?:2f|5c|00)/gi, "/");
  if (/[/\\\0]|^\.\.?$|^[a-z]:/i.test(decoded)) throw refusedFile("invalid", "The file's name holds a path. Rename the file and send it again.");
  // Control and direction-changing characters could make a name look like another.
  const shown = name.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "").trim();
  return shown.length <= maxCharacters ? shown || null : shortened(shown);
}

/** Keeps the ending. */
function shortened(name: string): string {
  const ending = /\.[\w-]{1,10}$/.exec(name)?.[0] ?? "";
  return [...name].slice(0, maxCharacters - ending.length).join("") + ending;
}
