import { join } from "node:path";
import { expect, test } from "vitest";
import { manyCells } from "../../experiments/bench/page/many-cells.ts";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { readPlan, readRunLines } from "../../harness/contract/run-folder.io.ts";
import { analyze } from "../../harness/judge/analysis/analyze.ts";
import { readPageAssets } from "../../reports/libraries.io.ts";
import { renderReport } from "../../reports/render.ts";
import { seeded } from "../fixtures/records.ts";

const FROM = join(import.meta.dirname, "..", "fixtures", "many-cells");
const MB = 1e6;

test.each([5, 1])(
  "500 cells of %i seeds make a report under 2.5 MB, its raw records and libraries included",
  async (seeds) => {
    const plan = await readPlan(join(FROM, "plan.json"));
    const lines = await readRunLines(join(FROM, "records.jsonl"));
    const run = manyCells({ plan, lines }, { cells: 500, seeds }, randomStream(1, "size"));
    const analysis = analyze(run.plan, run.lines, seeded(1));
    const page = renderReport({ analysis, assets: await readPageAssets() });
    expect(Buffer.byteLength(page)).toBeLessThan(2.5 * MB);
    expect(page).toContain('id="records-0"');
  },
  60_000,
);
