import { describe, expect, test } from "vitest";
import type { Json } from "../../../../harness/base/canonical-json.ts";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { NAMES } from "./names.ts";
import { refusals } from "./refusals.ts";

function matrixOf(content: Record<string, Json>) {
  return parseMatrix(JSON.stringify({ name: "m", accuracyFloor: { atLeast: 0.8 }, ...content }), "m.json", NAMES);
}

describe("cells that differ only in what their source does not use", () => {
  test("are one experiment with these settings at their default, or at what the source does", () => {
    const { cells, joined } = matrixOf({
      axes: { "model.source": ["reference", "constant"], epochs: [5, 20], serveBackend: ["onnx", "wasm"] },
    });
    expect(cells.map(({ fields }) => fields)).toEqual([
      { "model.source": "reference", epochs: 5, serveBackend: "onnx" },
      { "model.source": "reference", epochs: 5, serveBackend: "wasm" },
      { "model.source": "reference", epochs: 20, serveBackend: "onnx" },
      { "model.source": "reference", epochs: 20, serveBackend: "wasm" },
      { "model.source": "constant" },
    ]);
    expect(cells.at(-1)?.experiment).toMatchObject({ training: { epochs: 10 }, serving: { backend: "wasm" } });
    expect(joined).toEqual([{ source: "constant", combinations: 4, cells: 1, axes: ["epochs", "serveBackend"] }]);
  });

  test("stay several where they differ in something else, and what an included cell asks in vain is joined likewise", () => {
    const { cells, joined } = matrixOf({
      base: { model: { source: "folder:a" }, threads: 2 },
      axes: { quantization: ["float32", "int8"], epochs: [5, 20] },
      include: [{ quantization: "int8", optimizer: { name: "sgd" } }],
    });
    expect(cells.map(({ fields }) => fields)).toEqual([{ quantization: "float32" }, { quantization: "int8" }]);
    expect(cells[0]?.experiment.serving).toMatchObject({ threads: 2 });
    expect(joined).toEqual([{ source: "folder:a", combinations: 5, cells: 2, axes: ["epochs", "optimizer"] }]);
  });

  test("are the baseline if one of them is named as it, and an exclude removes what it names", () => {
    const { cells, joined } = matrixOf({
      axes: { "model.source": ["reference", "constant"], epochs: [5, 20] },
      exclude: [{ "model.source": "constant", epochs: 5 }],
      baseline: { "model.source": "constant", epochs: 20 },
    });
    expect(cells.map(({ isBaseline }) => isBaseline)).toEqual([false, false, true]);
    expect(joined).toEqual([]);
  });

  test("are still refused where the matrix says the same twice", () => {
    const include = '[{ "model.source": "constant" }, { "model.source": "constant" }]';
    const [problem] = refusals(`{ "name": "m", "accuracyFloor": { "atLeast": 0.8 }, "include": ${include} }`);
    expect(problem).toMatch(/are the same experiment; keep one/);
  });
});

describe("a source that cannot do what a cell asks refuses it where it is written", () => {
  test("a technique, a backend under either of its names", () => {
    const source = '"model": { "source": "folder:a" }';
    expect(refusals(`{ "name": "m", "base": { ${source}, "pruning": "prune" } }`)).toEqual([
      expect.stringContaining(
        "base.pruning: a folder's model takes int8 alone, got prune in the cell (the base); leave it out",
      ),
    ]);
    const floor = '"accuracyFloor": { "atLeast": 0.8 }';
    expect(
      refusals(`{ "name": "m", ${floor}, "base": { ${source} }, "axes": { "backend": ["onnx", "wasm"] } }`),
    ).toEqual([
      expect.stringContaining("axes.backend[1]: a folder is served on onnx in the cell (backend=wasm); name that"),
    ]);
  });

  test.each([
    ["reference:x", 'model source "reference" takes nothing after its name; write just reference'],
    ["folder:", 'model source "folder" needs FOLDER: write folder:FOLDER'],
    ["folders:a", 'unknown model source "folders"; did you mean "folder"?'],
  ])("%s is no source", (source, message) => {
    expect(refusals(`{ "name": "m", "base": { "model": { "source": "${source}" } } }`)).toEqual([
      expect.stringContaining(`base.model.source: ${message}`),
    ]);
  });
});

describe("a teacher of another source", () => {
  const taught = (source: string) => ({
    base: {
      distillation: { name: "distill", teacher: { model: { source } }, unlabelled: "rest" },
      serveBackend: "wasm",
    },
  });

  test("is the cell as that source has it, without techniques, served as by default", () => {
    const [cell] = matrixOf(taught("folder:a")).cells;
    expect(cell?.experiment).toMatchObject({ serving: { backend: "wasm" }, techniques: [{ name: "distill" }] });
    expect(cell?.teacher).toMatchObject({
      model: { source: "folder:a", embedding: 16 },
      training: { epochs: 10 },
      techniques: [],
      serving: { backend: "onnx", threads: 1 },
    });
    expect(matrixOf({}).cells[0]?.teacher).toBeNull();
  });

  test("is refused where its source is named", () => {
    const [problem] = refusals(JSON.stringify({ name: "m", ...taught("foldr:a") }));
    expect(problem).toMatch(/base\.distillation\.teacher\.model\.source: unknown model source "foldr"; did you mean/);
  });
});
