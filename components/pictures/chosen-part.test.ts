import { expect, it } from "vitest";
import { chosenPart } from "./chosen-part";

it.each<[string, unknown, ReturnType<typeof chosenPart>]>([
  ["the part that was chosen", { coordinates: { custom: [[10, 20, 300, 300]] } }, { x: 10, y: 20, width: 300, height: 300 }],
  ["whole pixels", { coordinates: { custom: [[-0.4, 19.6, 300.2, 299.9]] } }, { x: 0, y: 20, width: 300, height: 300 }],
  ["nothing of a picture that was taken whole", { public_id: "x" }, undefined],
  ["nothing of faces", { coordinates: { faces: [[1, 2, 3, 4]] } }, undefined],
  ["nothing of a part without a size", { coordinates: { custom: [[1, 2, 0, 4]] } }, undefined],
  ["nothing of too few numbers", { coordinates: { custom: [[1, 2, 3]] } }, undefined],
  ["nothing of words", { coordinates: { custom: ["1,2,3,4"] } }, undefined],
  ["nothing of nothing", undefined, undefined],
  ["nothing of a file's name", "picture.jpg", undefined],
])("an upload of the widget tells %s", (_title, info, part) => {
  expect(chosenPart(info)).toEqual(part);
});
