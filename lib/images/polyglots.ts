import type { PictureFormat } from "./inspect-picture";

/**
 * A file that is a picture to one reader and something else to another is refused, although re-encoding would leave only
 * the picture: whoever sends one is not sending a photo. Phones write more JPEGs, a film or their own notes behind a photo;
 * such a rest is let pass here and dropped by re-encoding.
 */
export function isHarmlessRest(rest: Buffer, format: PictureFormat): boolean {
  if (rest.every((byte) => byte === 0)) return true;
  if (format !== "jpg") return false;
  const begun = rest.subarray(rest.findIndex((byte) => byte !== 0));
  const isJpeg = begun[0] === 0xff && begun[1] === 0xd8 && begun[2] === 0xff;
  // The four bytes before it are the length of the film's first part, of which some are 0.
  const isFilm = /^[\s\S]{1,4}ftyp/.test(begun.toString("latin1", 0, 8));
  const isSamsungNote = rest.toString("latin1", rest.length - 4) === "SEFT";
  return isJpeg || isFilm || isSamsungNote;
}

/** Names what a browser, a PHP server, an archive program or a PDF reader would find, or answers null. */
export function findActiveContent(bytes: Buffer): string | null {
  // An archive is read from its end: 22 bytes and a comment of at most 65,535.
  if (bytes.includes("PK\x05\x06", Math.max(0, bytes.length - 22 - 0xffff), "latin1")) return "an archive";
  if (bytes.includes("%PDF-", 0, "latin1")) return "a PDF document";
  if (bytes.includes("<?php", 0, "latin1")) return "a program";
  return markup.test(bytes.toString("latin1")) ? "a web page" : null;
}

/** Long enough that chance does not write it: five letters stand in one of some ten thousand photos of 5 MB at most. */
const markup = /<(?:script|!doctype|html[\s>]|iframe|svg[\s>]|foreignobject)/i;
