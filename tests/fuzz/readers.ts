/** What reads each file of the product, over a folder that holds one of each. */
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { vi } from "vitest";
import { backends } from "../../backends/registry.ts";
import { readPricing } from "../../data/given-prices.ts";
import { openDataset } from "../../data/registry.ts";
import { predict } from "../../experiments/actions/predict.ts";
import { otherAnswer } from "../../experiments/run-folder.io.ts";
import { bundle } from "../../harness/base/bundle/bundle.io.mjs";
import { canonicalJson } from "../../harness/base/canonical-json.ts";
import { writeFolder } from "../../harness/base/folders.io.ts";
import { modelFacts } from "../../harness/classifier/model-file/model-facts.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { writeModelFolder } from "../../harness/classifier/model-folder/model-folder.io.ts";
import { GrowingLines } from "../../harness/contract/growing-lines.io.ts";
import { readMarks, writeMarks } from "../../harness/contract/marks-file.io.ts";
import { planText } from "../../harness/contract/parse-run.ts";
import { appendRecord, appendSample, readPlan, readRunLines } from "../../harness/contract/run-folder.io.ts";
import type { RunLine } from "../../harness/contract/run-line.ts";
import { baselineOf, baselineText } from "../../harness/judge/check/baseline.ts";
import { writeCheck } from "../../harness/judge/check/check-file.io.ts";
import { parseLimits } from "../../harness/judge/check/limits.ts";
import { readBaseline, readSnapshot } from "../../harness/judge/check/snapshot.io.ts";
import { compareStored } from "../../harness/judge/check/stored.ts";
import { parseMatrix } from "../../harness/measure/matrix/parse.ts";
import { openRunStore } from "../../harness/measure/runner/run-store.io.ts";
import { writeReports } from "../../reports/write.io.ts";
import { rowsRight } from "../fixtures/analyses.ts";
import { hostedMark, measuredMark, missingMark } from "../fixtures/marks.ts";
import { randomModel } from "../fixtures/models.ts";
import { PROJECT } from "../fixtures/pricewar.ts";
import { makePlan, okRecord, skippedRecord } from "../fixtures/records.ts";
import { sampleOf } from "../fixtures/serving-samples.ts";
import { NAMES } from "../harness/measure/matrix/names.ts";
import { RESULTS } from "../reports/check/results.ts";

export interface Reader {
  readonly name: string;
  /** The files that it reads, of which one is damaged. */
  readonly reads: RegExp;
  /** Files that it writes or may change; all others must stay as they are. */
  readonly writes: RegExp;
  /** Reads the damaged folder, and throws a plain Error where the result is wrong. */
  readonly read: (folder: string) => Promise<unknown>;
  /** Whether `read` refuses undamaged files. */
  readonly needsDamage?: true;
}

const plan = makePlan({ name: "fuzzed", axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] });
const records = plan.cells.map((cell, index) => (index === 3 ? skippedRecord(cell) : okRecord(cell)));
const samples = records.flatMap((record) => (record.status === "ok" ? [sampleOf(record, 1), sampleOf(record, 2)] : []));
const MARKS = [
  measuredMark(plan, "tfidf", { correct: rowsRight(90), usdPerMillionTexts: 0.001 }),
  missingMark(plan, "fasttext", "not on the PATH"),
  hostedMark(plan, "a service"),
];
const written = new Set([...records, ...samples].map((line) => JSON.stringify(line)));
const SPEC = { vocabulary: 4, maxLength: 5, embedding: 2, hidden: [3], pooling: "all" as const, classes: 2 };
const id = plan.cells[0]!.experiment.id;
const CONTEXT = {
  limits: { limits: [], waivers: [] },
  today: "2026-09-01",
  startedAt: "2026-09-01T00:00:00.000Z",
  strict: false,
};
const MATRIX = {
  name: "fuzzed",
  base: { dataset: "brown-press", epochs: 3, model: { hidden: [8] } },
  axes: { quantization: ["float32", "int8"], batchSize: [8, 16] },
  exclude: [{ quantization: "int8", batchSize: 16 }],
  include: [{ quantization: "int8", epochs: 4 }],
  seeds: [1, 2],
  baseline: { quantization: "float32", batchSize: 8 },
  accuracyFloor: { withinPoints: 1 },
  pricing: { onnx: "aws/c7i.large/us-east-1/on-demand" },
};
const LIMITS = {
  limits: [{ metric: "modelBytes", cells: "quantization=int8", max: "150 kB" }],
  waivers: [{ metric: "modelBytes", cells: "quantization=int8", reason: "new header", until: "2026-12-01" }],
};
const PRICING = {
  offers: [
    {
      id: "own/box/here/on-demand",
      usdPerHour: 0.1,
      source: "invoice",
      date: "2026-01-01",
      region: "here",
      terms: "on-demand",
    },
  ],
  backends: { onnx: "own/box/here/on-demand" },
};

/** Writes one of each file that the product reads. */
export async function writeAll(folder: string): Promise<void> {
  const run = join(folder, "run");
  await mkdir(join(run, "cells"), { recursive: true });
  await writeFile(join(run, "plan.json"), planText(plan));
  for (const record of records) await appendRecord(join(run, "records.jsonl"), record);
  for (const sample of samples) await appendSample(join(run, "samples.jsonl"), sample);
  await writeMarks(join(run, "baselines.jsonl"), MARKS);
  await writeCheck(join(run, "check.json"), RESULTS.all!);
  const model = { ...randomModel(SPEC), labels: ["a", "b"], vocabulary: ["", "<OOV>", "the", "vote"], applied: [] };
  await writeModelFolder(join(run, "cells", id), model, modelFormat, id);
  await writeFile(join(folder, "baseline.json"), baselineText(await baselineOfRun(folder)));
  await writeFile(join(folder, "limits.json"), JSON.stringify(LIMITS, null, 2));
  await writeFile(join(folder, "pricing.json"), JSON.stringify(PRICING, null, 2));
  await writeFile(join(folder, "matrix.json"), JSON.stringify(MATRIX, null, 2));
  const rows = Array.from({ length: 40 }, (_, row) => `"text ${row}, said ""someone""",${row % 2 ? "x" : "y"}`);
  await writeFile(join(folder, "data.csv"), `text,label\n${rows.join("\n")}\n`);
  const artifacts = join(folder, "artifacts");
  await mkdir(artifacts);
  await writeFolder(join(artifacts, "corpus-1"), {
    "vocabulary.json": "[]",
    "sample.json": "[]",
    "train.ids.u16": "ids",
  });
  const report = JSON.stringify({ trainRun: "abc#1@2026-08-01T00:00:00.000Z" });
  await writeFolder(join(artifacts, "training"), { "weights.onnx": "weights", "training.json": report });
  const project = join(folder, "project");
  await mkdir(project);
  await writeFile(join(project, "package.json"), '{"name":"fuzzed","type":"module"}');
  await writeFile(join(project, "main.ts"), "export const answer: number = 42;\n");
  await symlink(join(PROJECT, "node_modules"), join(project, "node_modules"), "dir");
  await bundleOf(folder);
}

export const READERS: readonly Reader[] = [
  {
    name: "report",
    reads: /^run\/(plan\.json|check\.json|.*\.jsonl)$/,
    writes: /^run\/(report\.html|compliance\.md|summary\.(json|csv))$/,
    read: async (folder) => {
      await writeReports(join(folder, "run"));
      const marks = await readMarks(join(folder, "run", "baselines.jsonl"));
      expectTrue(
        marks.every((mark) => MARKS.some((own) => isSame(own, mark))),
        "a mark was read that was never written",
      );
      const read = await readPlan(join(folder, "run", "plan.json"));
      expectTrue(isSame(read, plan), "the report is of a plan that was never written");
    },
  },
  {
    name: "records",
    reads: /^run\/.*\.jsonl$/,
    writes: /^$/,
    read: async (folder) => {
      const lines = await readRunLines(join(folder, "run", "records.jsonl"));
      expectTrue(lines.every(isWritten), "a line was read that was never written");
    },
  },
  {
    name: "continuing a run",
    reads: /^run\/(plan\.json|.*\.jsonl)$/,
    writes: /^run\/(records|samples)(\.broken)?\.jsonl$/,
    read: async (folder) => {
      const before = await linesOf(folder, ["records", "samples"]);
      await otherAnswer(join(folder, "run"), plan);
      for (const name of ["records.jsonl", "samples.jsonl"])
        await new GrowingLines(join(folder, "run", name), ignore).mend();
      const after = new Set(await linesOf(folder, ["records", "samples", "records.broken"]));
      // A half line at the end is all that may be lost.
      const lost = before.filter((line) => line.trim() !== "" && !after.has(line));
      expectTrue(lost.length <= 1, `lost: ${lost.join("\n")}`);
      const lines = await readRunLines(join(folder, "run", "records.jsonl"), (warning) => {
        throw new Error(`still broken: ${warning}`);
      });
      expectTrue(lines.every(isWritten), "a line was read that was never written");
    },
  },
  {
    name: "check of a run",
    reads: /^run\/(plan\.json|.*\.jsonl|cells\/.*)$/,
    writes: /^$/,
    read: async (folder) => {
      const base = await readSnapshot(join(folder, "baseline.json"), modelFacts);
      return compareStored(base, await readSnapshot(join(folder, "run"), modelFacts), CONTEXT);
    },
  },
  {
    name: "check of a baseline",
    reads: /^baseline\.json$/,
    writes: /^$/,
    read: async (folder) => {
      const read = await readBaseline(join(folder, "baseline.json"));
      expectTrue(isSame(read, await baselineOfRun(folder)), "a baseline was read that was never written");
      const { history: _, ...base } = read;
      return compareStored(base, await readSnapshot(join(folder, "run"), modelFacts), CONTEXT);
    },
  },
  {
    name: "limits",
    reads: /^limits\.json$/,
    writes: /^$/,
    read: async (folder) => parseLimits(await readFile(join(folder, "limits.json"), "utf8"), "limits.json"),
  },
  {
    name: "prices",
    reads: /^pricing\.json$/,
    writes: /^$/,
    read: (folder) =>
      readPricing([join(folder, "pricing.json")], {
        backends: backends.names,
        option: "--pricing",
        readText: (file: string) => readFile(file, "utf8"),
      }),
  },
  {
    name: "matrix",
    reads: /^matrix\.json$/,
    writes: /^$/,
    read: async (folder) => parseMatrix(await readFile(join(folder, "matrix.json"), "utf8"), "matrix.json", NAMES),
  },
  {
    name: "dataset",
    reads: /^data\.csv$/,
    writes: /^$/,
    read: (folder) => openDataset("csv:data.csv", { baseFolder: folder }),
  },
  {
    name: "model",
    reads: /^run\/cells\//,
    writes: /^$/,
    read: async (folder) => {
      const lines: string[] = [];
      const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
      const model = join(folder, "run", "cells", id);
      try {
        await predict(["the vote"], { model, json: true, threads: 1, backend: "onnx" });
        expectTrue(lines.length === 1, `${lines.length} answers to one text`);
      } finally {
        write.mockRestore();
      }
      expectTrue(new Set([...answers, ...lines]).size <= 1, `another answer: ${lines}`);
      for (const line of lines) answers.add(line);
    },
  },
  {
    name: "artifacts",
    reads: /^artifacts\//,
    needsDamage: true,
    writes: /^artifacts\//,
    read: async (folder) => {
      const store = await openRunStore({
        out: join(folder, "run"),
        artifacts: join(folder, "artifacts"),
        onDamaged: ignore,
      });
      const isWhole = (await store.hasCorpus("1")) && (await store.findTraining("training")) !== null;
      expectTrue(!isWhole, "damage was not noticed");
    },
  },
  {
    name: "bundle",
    reads: /^project\/\.cache\//,
    writes: /^project\//,
    read: async (folder) => {
      const { file } = await bundleOf(folder);
      expectTrue((await readFile(file, "utf8")).includes("answer = 42"), "the bundle is damaged");
    },
  },
];

/** Whether a line was written; a sum that damage made another field may stand beside the rest. */
function isWritten(line: RunLine): boolean {
  return [line, Object.fromEntries(Object.entries(line).slice(0, -1))].some((one) => written.has(JSON.stringify(one)));
}

/** Whether a document was read as it was written; a sum that damage made another field may stand beside the rest. */
function isSame(read: object, written: object): boolean {
  const known = Object.entries(read).filter(([name]) => name in written);
  return canonicalJson(Object.fromEntries(known)) === canonicalJson(written);
}

async function baselineOfRun(folder: string) {
  const snapshot = await readSnapshot(join(folder, "run"), modelFacts);
  const cells = snapshot.cells.map((cell) => ({ ...cell, unfinished: [] }));
  return baselineOf({ ...snapshot, cells }, "fuzzed", null);
}

/** The answers of the undamaged model: only one. */
const answers = new Set<string>();

function bundleOf(folder: string) {
  return bundle({ project: join(folder, "project"), entry: "main.ts", onDamaged: ignore });
}

async function linesOf(folder: string, names: readonly string[]): Promise<string[]> {
  const texts = names.map((name) => readFile(join(folder, "run", `${name}.jsonl`), "latin1").catch(() => ""));
  return (await Promise.all(texts)).flatMap((text) => text.split("\n"));
}

function expectTrue(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}

function ignore(): void {}
