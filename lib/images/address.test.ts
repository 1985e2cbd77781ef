import { describe, expect, it } from "vitest";
import { pictureAddress, pictureSet, pictureWidths } from "./address";
import { isOwnSize, type PictureSize } from "./sizes";

const live = "https://res.cloudinary.com/maestro/image/upload/v1700000000/maestrohub/profiles/user_a/abc.jpg";
const emulated = "http://127.0.0.1:4010/cloudinary/res/emulator/image/upload/v3/maestrohub/profiles/user_a/abc.jpg";
const own = "/api/images/maestrohub/profiles/user_a/abc?v=2";
const drawn = "/portraits/maya.svg";
const face: PictureSize = { width: 200, height: 200, crop: "fill-face" };

describe("a picture's address", () => {
  it.each<[string, string, PictureSize, string]>([
    ["Cloudinary's for a face", live, face, live.replace("/v17", "/c_fill,g_face,h_200,w_200,f_auto,q_auto/v17")],
    ["Cloudinary's for a list", live, { width: 100, height: 100, crop: "thumb" }, live.replace("/v17", "/c_thumb,g_face,h_100,w_100,f_auto,q_auto/v17")],
    ["Cloudinary's for a column", live, { width: 900, crop: "limit" }, live.replace("/v17", "/c_limit,w_900,f_auto,q_auto/v17")],
    ["the emulator's", emulated, face, emulated.replace("/v3/", "/c_fill,g_face,h_200,w_200,f_auto,q_auto/v3/")],
    ["our own for a face", own, face, `${own}&w=200&h=200&c=fill-face`],
    ["our own for a size that it lacks", own, { width: 90, height: 120, crop: "thumb" }, `${own}&w=200&h=200&c=thumb`],
    ["our own for a column", own, { width: 900, crop: "limit" }, `${own}&w=960&c=limit`],
    ["our own for more than it has", own, { width: 5_000, crop: "limit" }, `${own}&w=1920&c=limit`],
    ["a drawn portrait's", drawn, face, drawn],
    ["another site's", "https://example.com/image/me.jpg", face, "https://example.com/image/me.jpg"],
  ])("%s", (_title, url, size, address) => {
    expect(pictureAddress(url, size)).toBe(address);
  });

  it("of our own route always asks for a size that the route makes", () => {
    for (let width = 1; width < 2_500; width += 7) {
      for (const crop of ["fill-face", "thumb", "limit"] as const) {
        const query = new URL(pictureAddress(own, { width, ...(crop !== "limit" && { height: width + 3 }), crop }), "http://x").searchParams;
        const height = query.get("h");
        expect(isOwnSize({ width: Number(query.get("w")), ...(height && { height: Number(height) }), crop })).toBe(true);
      }
    }
  });

  it("comes in the sizes that a screen chooses from, where there are several", () => {
    expect(pictureSet(own, { width: 50, height: 50, crop: "thumb" })).toEqual({ src: `${own}&w=50&h=50&c=thumb`, srcSet: `${own}&w=50&h=50&c=thumb 1x, ${own}&w=100&h=100&c=thumb 2x` });
    expect(pictureWidths(own, [320, 640]).srcSet).toBe(`${own}&w=320&c=limit 320w, ${own}&w=640&c=limit 640w`);
    expect(pictureSet(drawn, face)).toEqual({ src: drawn, srcSet: undefined });
    expect(pictureWidths(drawn)).toEqual({ src: drawn, srcSet: undefined });
  });
});
