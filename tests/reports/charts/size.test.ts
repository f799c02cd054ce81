import { expect, test } from "vitest";
import { analyze } from "../../../harness/judge/analysis/analyze.ts";
import { readPageAssets } from "../../../reports/libraries.io.ts";
import { SvgDrawer } from "../../../reports/svg-drawer.io.ts";
import { analysisBy } from "../../fixtures/analyses.ts";
import { makePlan, okRecord, seeded } from "../../fixtures/records.ts";
import { draw, drawnOf } from "./drawn.ts";

test("one kind of file gives no chart of sizes", () => {
  expect(drawnOf("size", "lone")).toBeNull();
});

test("files that differ by a few bytes are one kind", () => {
  const plan = makePlan({ axes: { backend: ["onnx", "wasm"] }, baseline: { backend: "onnx" } });
  const records = plan.cells.map((cell, index) =>
    okRecord(cell, { modelBytes: 645_012, modelGzipBytes: 591_000 + index }),
  );
  expect(draw("size", analyze(plan, records, seeded(1)))).toBeNull();
});

test("a logarithmic axis of bytes has units at its numbers alone", async () => {
  const analysis = analysisBy((_, scheme) => ({ modelBytes: scheme === "float32" ? 28e6 : 2e5 }));
  const { spec } = draw("size", analysis)!;
  const svg = await new SvgDrawer(await readPageAssets()).draw({ ...spec, width: 400 } as typeof spec);
  const texts = [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text!.trim());
  expect(texts).toEqual(expect.arrayContaining(["1 MB", "10 MB"]));
  expect(texts).not.toContain("B");
});
