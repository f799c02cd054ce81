import { expect, test } from "vitest";
import { sentenceMarkup } from "../../../reports/html.ts";
import { capitalized, inSentences, plainText, sentence, strong } from "../../../reports/words/sentence.ts";

test("names keep their emphasis, whatever they hold, and plain text loses it alone", () => {
  const one = sentence`${strong("<onnx>")} beats ${"onnx-wasm"} by ${2}.`;
  expect(plainText(one)).toBe("<onnx> beats onnx-wasm by 2.");
  expect(sentenceMarkup(one).markup).toBe("<strong>&lt;onnx&gt;</strong> beats onnx-wasm by 2.");
});

test("a sentence takes in another", () => {
  const subject = sentence`the baseline, ${strong("float32")},`;
  expect(sentence`${subject} wins`).toEqual(["the baseline, ", { strong: "float32" }, ",", " wins"]);
});

test("sentences stand one space apart, and empty ones are left out", () => {
  expect(plainText(inSentences(["One.", "", [], sentence`${strong("Two")}.`, [""]]))).toBe("One. Two.");
  expect(plainText(inSentences(["一。", [], "二。"], "zh"))).toBe("一。二。");
  expect(inSentences(["", []])).toEqual([]);
});

test("a capital begins plain text, and never changes a name", () => {
  expect(capitalized(sentence`the ${strong("baseline")}`)).toEqual(["The ", { strong: "baseline" }]);
  expect(capitalized([strong("int8"), " wins"])).toEqual([{ strong: "int8" }, " wins"]);
  expect(capitalized([])).toEqual([]);
});
