import { expect, test } from "vitest";
import { analyze } from "../../../harness/judge/analysis/analyze.ts";
import { readPageAssets } from "../../../reports/libraries.io.ts";
import { SvgDrawer } from "../../../reports/svg-drawer.io.ts";
import { makePlan, okRecord, seeded } from "../../fixtures/records.ts";
import { draw } from "./drawn.ts";

/** A quantization doubles the cost of a cheap backend, and quarters that of a dear one. */
const USD: Readonly<Record<string, number>> = {
  "float32 onnx": 1,
  "int8 onnx": 2,
  "float32 wasm": 100,
  "int8 wasm": 25,
};

test("costs are averaged by their ratios: of $1 and $100 the mean is $10, of $2 and $25 it is $7.07", async () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"], serveBackend: ["onnx", "wasm"] }, seeds: [1] });
  const records = plan.cells.map((cell) => {
    const usd = USD[`${cell.fields.quantization} ${cell.fields.serveBackend}`]!;
    return okRecord(cell, { usdPerMillionTexts: usd });
  });
  const { title, spec } = draw("slopecost", analyze(plan, records, seeded(1)))!;
  expect(title).toBe(
    "From float32 to int8, the cost per million texts goes from $10.0 to $7.07, on average over 2 pairs",
  );
  // On a logarithmic axis such a mean lies in the middle of its pairs.
  const svg = await new SvgDrawer(await readPageAssets()).draw({ ...spec, width: 400 } as typeof spec);
  const lines = [...svg.matchAll(/<path[^>]* d="M[\d.]+,([\d.]+)L[\d.]+,([\d.]+)"[^>]* stroke-width="(1|2\.5)"/g)].map(
    ([, from, to, width]) => ({ from: Number(from), to: Number(to), width }),
  );
  const [one, other, mean] = lines;
  expect(lines.map(({ width }) => width)).toEqual(["1", "1", "2.5"]);
  expect(mean!.from).toBeCloseTo((one!.from + other!.from) / 2, 1);
  expect(mean!.to).toBeCloseTo((one!.to + other!.to) / 2, 1);
});
