import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refuseUsedPlace, writeJoinedFolder } from "../../experiments/joined-folder.io.ts";
import { writeFolder } from "../../harness/base/folders.io.ts";
import { folderInspector } from "../../harness/base/seal.io.ts";
import type { OkRecord, Plan } from "../../harness/contract/index.ts";
import { readMarks } from "../../harness/contract/marks-file.io.ts";
import { planText } from "../../harness/contract/parse-run.ts";
import { linesText, readPlan, readRunLines } from "../../harness/contract/run-folder.io.ts";
import { joinRuns } from "../../harness/measure/join-runs.ts";
import { rowsRight } from "../fixtures/analyses.ts";
import { measuredMark, missingMark } from "../fixtures/marks.ts";
import { pricewar, withUsualFormats } from "../fixtures/pricewar.ts";
import { makePlan, okRecord } from "../fixtures/records.ts";
import { withSamples } from "../fixtures/serving-samples.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] });
const records = plan.cells.map((cell) => okRecord(cell));
const halves = [records.slice(0, 2), records.slice(2)] as const;

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-merge-"));
});
afterEach(() => rm(place, { recursive: true, force: true }));

/** A run folder with these records, samples and models. */
async function runFolder(name: string, own: readonly OkRecord[], change: Partial<Plan> = {}): Promise<string> {
  const folder = join(place, name);
  const lines = withSamples(own);
  await mkdir(join(folder, "cells"), { recursive: true });
  await writeFile(join(folder, "plan.json"), planText({ ...plan, ...change }));
  await writeFile(join(folder, "records.jsonl"), linesText(lines.slice(0, own.length)));
  await writeFile(join(folder, "samples.jsonl"), linesText(lines.slice(own.length)));
  for (const { experiment } of own) await writeFolder(join(folder, "cells", experiment.id), { "model.onnx": name });
  return folder;
}

const twoHalves = () => Promise.all([runFolder("a", halves[0]), runFolder("b", halves[1])]);

test("merge makes one run folder of two: records, samples, whole models and the report", async () => {
  const [a, b] = await twoHalves();
  const out = join(place, "all");
  const { status, stdout } = await pricewar(["merge", a, b, "--out", out], { env: withUsualFormats() });
  expect(stdout).toMatch(/all: 4 of 4 cells and 24 samples, of 1 machine\n/);
  expect(status).toBe(0);
  expect(await readRunLines(join(out, "records.jsonl"))).toHaveLength(4 + 24);
  expect(await readPlan(join(out, "plan.json"))).toEqual(plan);
  const inspect = folderInspector();
  for (const [index, half] of halves.entries()) {
    for (const { experiment } of half) {
      const folder = join(out, "cells", experiment.id);
      expect(await inspect(folder)).toBe("whole");
      expect(await readFile(join(folder, "model.onnx"), "utf8")).toBe(["a", "b"][index]);
    }
  }
  expect((await readdir(out)).sort()).toEqual(
    [
      "cells",
      "compliance.md",
      "plan.json",
      "records.jsonl",
      "report.html",
      "samples.jsonl",
      "summary.csv",
      "summary.json",
    ].sort(),
  );
  expect((await readdir(place)).sort()).toEqual(["a", "all", "b"]);
});

test("what no folder has is said once, with the line that measures it", async () => {
  const [a] = await twoHalves();
  const b = await runFolder("b", []);
  await rm(join(a, "cells", halves[0][0]!.experiment.id), { recursive: true });
  const { stdout } = await pricewar(["merge", a, b, "--out", join(place, "all")]);
  expect(stdout).toMatch(
    /\n2 cells in none of them, and 1 model missing or damaged; this measures what is missing \(with .*\):\n {2}npx pricewar run fixture\.json --out .*all\n/,
  );
});

test("folders of other plans are refused with what differs, and nothing is written", async () => {
  const [a] = await twoHalves();
  const other = await runFolder("other", halves[1], { code: "0ther", seeds: [1] });
  const { status, stderr } = await pricewar(["merge", a, other, "--out", join(place, "all")]);
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /other: is of another plan than .*a; they differ in the code .*, the seeds\. Only run folders/,
  );
  expect(await readdir(place)).not.toContain("all");
});

test("a place that holds something is refused", async () => {
  const [a] = await twoHalves();
  await expect(refuseUsedPlace(a)).rejects.toThrow(/is not empty \(cells\), and merge replaces nothing/);
  await mkdir(join(place, "empty"));
  await expect(refuseUsedPlace(join(place, "empty"))).resolves.toBeUndefined();
});

test("what a killed merge left is removed by the next one, and nothing else", async () => {
  const sources = await twoHalves();
  // The id of a process that has ended.
  const { pid } = spawnSync(process.execPath, ["--version"]);
  await mkdir(join(place, `all.${pid}.tmp`, "cells"), { recursive: true });
  await mkdir(join(place, `mine.${pid}.tmp`));
  await writeJoinedFolder(join(place, "all"), sources, plan, joinRuns(plan, halves), []);
  expect((await readdir(place)).sort()).toEqual(["a", "all", "b", `mine.${pid}.tmp`].sort());
});

test("a merge that fails leaves nothing, and a damaged model is missing", async () => {
  const [a, b] = await twoHalves();
  const { experiment } = halves[0][0]!;
  await writeFile(join(a, "cells", experiment.id, "model.onnx"), "damaged");
  const joined = joinRuns(plan, halves);
  const marks = [
    measuredMark(plan, "fasttext", { correct: rowsRight(90), usdPerMillionTexts: 0.001 }),
    missingMark(plan, "fasttext", "not on the PATH"),
  ];
  expect(await writeJoinedFolder(join(place, "all"), [a, b], plan, joined, marks)).toEqual([experiment.id]);
  // What was measured on one machine is not missing, wherever it is.
  expect(await readMarks(join(place, "all", "baselines.jsonl"))).toEqual([marks[0]]);
  const unwritable = { ...joined, records: [{} as OkRecord] };
  await expect(writeJoinedFolder(join(place, "none"), [a, b], plan, unwritable, [])).rejects.toThrow();
  expect((await readdir(place)).sort()).toEqual(["a", "all", "b"]);
});
