import { expect, test } from "vitest";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { NAMES } from "./names.ts";
import { refusals } from "./refusals.ts";

const AXES = '"axes": { "training.rows": [200, 1000], "quantization": ["float32", "int8"] }';
const FLOOR = '"accuracyFloor": { "atLeast": 0.8 }';
const given = (list: string, rest = `${AXES}, ${FLOOR}`) => refusals(`{ "name": "a", "given": ${list}, ${rest} }`);

test("an axis that varies may be given, and the scenario without being named", () => {
  const { given: read } = parseMatrix(
    `{ "name": "a", "given": ["training.rows"], ${AXES}, ${FLOOR} }`,
    "m.json",
    NAMES,
  );
  expect(read).toEqual(["training.rows"]);
  expect(parseMatrix(`{ "name": "a", ${AXES}, ${FLOOR} }`, "m.json", NAMES).given).toEqual([]);
});

test("a name that is no axis is refused with the one that was meant", () => {
  expect(given('["training.row"]')).toEqual([
    expect.stringMatching(/^m\.json:1:\d+: given\[0\]: unknown axis "training\.row"; did you mean "training\.rows"\?/),
  ]);
});

test("an axis of one value says nothing, and neither does one that the matrix lacks or names twice", () => {
  const withEpochs = '"axes": { "training.rows": [200, 1000], "epochs": [5] }';
  expect(given('["training.rows", "epochs"]', `${withEpochs}, ${FLOOR}`)).toEqual([
    expect.stringMatching(/given\[1\]: epochs is the same in all cells \(5\), so that one answer is for all anyway; /),
  ]);
  expect(given('["training.rows", "epochs"]')).toEqual([
    expect.stringMatching(/given\[1\]: epochs is no axis of this matrix; name training\.rows, or leave it out here$/),
  ]);
  // What varies goes by the name that the matrix gave it.
  expect(given('["backend"]', `"axes": { "serveBackend": ["onnx", "wasm"] }, ${FLOOR}`)).toEqual([
    expect.stringMatching(/given\[0\]: backend is no axis of this matrix; name serveBackend, or leave it out here$/),
  ]);
  expect(given('["training.rows", "training.rows"]')).toEqual([
    expect.stringMatching(/given\[1\]: training\.rows is listed twice; keep one$/),
  ]);
});

test("a technique is chosen, and the rows of two datasets are compared with nothing", () => {
  expect(given('["quantization"]')).toEqual([
    expect.stringMatching(/given\[0\]: quantization is what one does to a model, and so a choice; /),
  ]);
  expect(given('["dataset"]')).toEqual([expect.stringMatching(/given\[0\]: dataset has rows that nothing compares/)]);
});

test("a baseline may leave open what is given, and nothing else", () => {
  const withBaseline = (baseline: string) => given('["training.rows"]', `${AXES}, "baseline": ${baseline}`);
  const open = `{ "name": "a", "given": ["training.rows"], ${AXES}, "baseline": { "quantization": "float32" } }`;
  const { cells } = parseMatrix(open, "m.json", NAMES);
  // The plan's is the first of them.
  expect(cells.filter(({ isBaseline }) => isBaseline).map(({ fields }) => fields)).toEqual([
    { "training.rows": 200, quantization: "float32" },
  ]);
  expect(withBaseline('{ "training.rows": 200 }')).toEqual([
    expect.stringMatching(/baseline: must match exactly one cell per seed, but matches 2; name quantization too$/),
  ]);
  expect(refusals(`{ "name": "a", ${AXES}, "baseline": { "quantization": "float32" } }`)).toEqual([
    expect.stringMatching(/baseline: must match exactly one cell per seed, but matches 2; name training\.rows too$/),
  ]);
});
