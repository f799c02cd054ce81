import { expect, test } from "vitest";
import { hashOf, isChosenIn, NOTHING_CHOSEN, type View, viewOf } from "../../../reports/app/view.ts";

const CHOSEN: View = {
  language: "zh",
  only: { quantization: ["float32", "int8 ~ rows & 50 %"], "training.rows": ["200"] },
  find: "#wasm=simd",
  pinned: ["a1b2", "c3d4"],
  x: "trainUsd",
  y: "accuracy",
  brush: { x: [0.001, 0.02], y: [-1.5, 90] },
  sort: { runs: { by: "$ per million texts", isAscending: false } },
  rows: { runs: "out of memory & more" },
  kinds: { runs: ["failed", "timed out"] },
  columns: { configurations: ["Sign test p", "~"] },
  war: { price: "2", path: "13:0.5,25:0.25" },
  compare: { a: "quant", b: "a b#c" },
};

test("a view survives the address, whatever its texts hold", () => {
  expect(viewOf(`#${hashOf(CHOSEN)}`)).toEqual(CHOSEN);
  expect(viewOf(hashOf(NOTHING_CHOSEN))).toEqual(NOTHING_CHOSEN);
});

test("something is chosen of what is named only if one of it is", () => {
  expect(isChosenIn(["only", "find", "brush"], viewOf(""))).toBe(false);
  expect(isChosenIn(["only", "find", "brush"], viewOf("pin=a1b2"))).toBe(false);
  expect(isChosenIn(["only", "find", "pinned"], viewOf("pin=a1b2"))).toBe(true);
});

test("what is not chosen is not in the address", () => {
  expect(hashOf(NOTHING_CHOSEN)).toBe("");
  expect(hashOf({ ...NOTHING_CHOSEN, pinned: ["a1b2", "c3d4"], find: "int8 rows" })).toBe(
    "find=int8%20rows&pin=a1b2~c3d4",
  );
});

test("a damaged address chooses nothing that it does not say", () => {
  expect(viewOf("#brush=1~2~x~4&sort.runs=&%E0%A4%A=1&only.=")).toEqual({ ...NOTHING_CHOSEN, only: { "": [] } });
});
