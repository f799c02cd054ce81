import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openDataset } from "../../../data/registry.ts";
import { runPeer } from "../../../experiments/bench/run-program.io.ts";
import { measureMarks } from "../../../experiments/marks/measure-marks.io.ts";
import type { MarkRun } from "../../../experiments/marks/wanted-marks.io.ts";
import { openModel } from "../../../experiments/open-model.io.ts";
import type { OptionalPart } from "../../../experiments/optional-parts.io.ts";
import type { MeasuredMark } from "../../../harness/contract/mark.ts";
import { readMarks, writeMarks } from "../../../harness/contract/marks-file.io.ts";
import { runRepeats } from "../../../harness/measure/machine/repeats.ts";
import type { Executor } from "../../../harness/measure/runner/executor.ts";
import { openRunStore } from "../../../harness/measure/runner/run-store.io.ts";
import { phasesHere } from "../../fixtures/phases.ts";
import { HOST, makePlan } from "../../fixtures/records.ts";

/** Words of each class, and one that both have. */
const TEXTS = {
  tech: ["chips and phones", "new phones sold", "chips for phones", "more new chips", "phones sold and sold"],
  bank: ["shares and banks", "banks lend money", "money and shares"],
};

let folder: string;
let run: MarkRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-marks-"));
  const rows = Object.entries(TEXTS).flatMap(([label, texts]) => texts.map((text) => `${text},${label}`));
  await writeFile(join(folder, "train.csv"), ["text,label", ...rows, ...rows].join("\n"));
  await writeFile(
    join(folder, "test.csv"),
    "text,label\nchips sold,tech\nbanks and money,bank\nphones,tech\nnew,tech\n",
  );
  const spec = `csv:${join(folder, "train.csv")},test=${join(folder, "test.csv")}`;
  const { id, labels } = await openDataset(spec, { baseFolder: folder });
  const written = makePlan({ axes: {}, seeds: [1], dataset: spec, labels, validation: 0 });
  const plan = {
    ...written,
    datasets: [{ ...written.datasets[0]!, id, spec, rowCounts: { train: 16, test: 4 } }],
    cells: written.cells.map((cell) => ({ ...cell, experiment: { ...cell.experiment, dataset: id } })),
  };
  const executor = phasesHere(folder);
  run = {
    plan,
    executor,
    store: await storeOf("first"),
    host: HOST,
    limitMs: 60_000,
    signal: new AbortController().signal,
    repeats: runRepeats(0),
  };
});
afterAll(() => rm(folder, { recursive: true }));

const artifacts = () => join(folder, "artifacts");

async function storeOf(name: string) {
  await mkdir(join(folder, name), { recursive: true });
  return openRunStore({ out: join(folder, name), artifacts: artifacts(), onDamaged: () => undefined });
}

/** The marks of a run folder, and how often something was measured. */
async function marksIn(
  name: string,
  changes: Partial<MarkRun> = {},
  since?: string,
  parts: readonly OptionalPart[] = [],
) {
  const onStart = vi.fn();
  const store = await storeOf(name);
  const place = { out: join(folder, name), artifacts: artifacts(), since, parts, onStart };
  await measureMarks({ ...run, store, ...changes }, place);
  return { marks: await readMarks(join(folder, name, "baselines.jsonl")), starts: onStart.mock.calls.length };
}

const measuresNothing: Executor = {
  run: () => Promise.reject(new Error("nothing should be measured")),
  startAhead: () => undefined,
  close: () => undefined,
};

describe("the marks of a run", () => {
  beforeAll(() => {
    vi.stubEnv("PATH", "");
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  test("are the majority class, tf-idf, why fastText is missing, and list prices", async () => {
    const { marks, starts } = await marksIn("first");
    expect(starts).toBe(1);
    expect(marks.map(({ name, status }) => [name, status])).toEqual([
      ["majority", "ok"],
      ["tfidf", "ok"],
      ["fasttext", "missing"],
      ["openai-embedding", "hosted"],
      ["openai-small", "hosted"],
      ["aws-comprehend", "hosted"],
    ]);
    // Ten of sixteen training texts are tech, and three of the four test texts.
    expect(marks[0]).toMatchObject({ accuracy: 0.75, testRows: 4, trainingRows: 16, pricedAs: "javascript" });
    expect(marks[1]).toMatchObject({ accuracy: 1, correct: "Dw==", host: HOST.fingerprint });
    expect(marks[2]).toMatchObject({
      reason: expect.stringContaining("there is no fasttext on the PATH (apt install"),
    });
    // The test texts have 10, 15, 6 and 3 characters.
    expect(marks[5]).toMatchObject({ unitsPerText: 34 / 4, usdPerMillionUnits: 5 });
    expect(marks[4]).toMatchObject({ unitsPerText: 34 / 16 });
  });

  test("are not measured again, in this folder or in another one of the same data and code", async () => {
    const { marks } = await marksIn("first", { executor: measuresNothing });
    expect(marks.filter(({ status }) => status === "ok")).toHaveLength(2);
    const other = await marksIn("second", { executor: measuresNothing });
    expect(other.marks).toEqual(marks.map((mark) => (mark.status === "missing" ? expect.anything() : mark)));
    const [first] = other.marks;
    const again = await marksIn("second", { executor: measuresNothing }, first!.startedAt);
    expect(again.marks.slice(0, 2)).toEqual(other.marks.slice(0, 2));
    // With --fresh, all of it, also what the cache holds of earlier runs.
    const fresh = await marksIn("second", { executor: measuresNothing }, new Date().toISOString());
    expect(fresh.marks.slice(0, 2).map(({ status }) => status)).toEqual(["missing", "missing"]);
    expect(fresh.marks[1]).toMatchObject({ reason: "nothing should be measured" });
  });

  test("say what an optional part would add that is not installed, unless cells need it or it adds no baseline", async () => {
    const part = (name: string, changes: Partial<OptionalPart>): OptionalPart => ({
      missing: `${name} is not installed`,
      install: `npm install ${name}`,
      adds: `the model source ${name}`,
      mark: name,
      suffices: true,
      isInstalled: async () => false,
      isNeededBy: () => false,
      ...changes,
    });
    const { mark: _, ...noBaseline } = part("a backend", {});
    const parts = [
      part("encoder", {}),
      part("installed", { isInstalled: async () => true }),
      part("needed", { isNeededBy: () => true }),
      noBaseline,
    ];
    const { marks } = await marksIn("parts", { executor: measuresNothing }, undefined, parts);
    expect(marks.flatMap((mark) => (mark.status === "missing" ? [[mark.name, mark.reason]] : []))).toEqual([
      ["fasttext", "there is no fasttext on the PATH (apt install fasttext, on Debian and Ubuntu)"],
      ["encoder", "encoder is not installed (npm install encoder); it adds the model source encoder"],
    ]);
  });

  test("of another machine stay beside those of this one, as long as they are of the same rows", async () => {
    const held = (await marksIn("first", { executor: measuresNothing })).marks;
    const tfidf = held.find((mark) => mark.name === "tfidf")! as MeasuredMark;
    const other = { ...tfidf, machine: "other", key: "other-key" };
    await mkdir(join(folder, "joined"), { recursive: true });
    const file = join(folder, "joined", "baselines.jsonl");
    const machinesOf = async (line: MeasuredMark) => {
      await writeMarks(file, [line]);
      const { marks } = await marksIn("joined", { executor: measuresNothing });
      return marks.flatMap((mark) => (mark.status === "ok" && mark.name === "tfidf" ? [mark.machine] : []));
    };
    expect(await machinesOf(other)).toEqual(["other", undefined]);
    expect(await machinesOf({ ...other, trainingRows: 8 })).toEqual([undefined]);
  });

  test("that fail say why, whatever it is, and fail nothing", async () => {
    const failing: Executor = {
      ...run.executor,
      run: async (phase, job, options) =>
        phase === "serve"
          ? { status: "failed", kind: "out-of-memory", error: "no memory left" }
          : run.executor.run(phase, job, options),
    };
    const { marks } = await marksIn("third", { executor: failing, host: { ...HOST, fingerprint: "another" } });
    expect(marks.slice(0, 2)).toMatchObject([
      { status: "missing", reason: "no memory left" },
      { status: "missing", reason: "no memory left" },
    ]);
  });

  test("stop where the run is stopped", async () => {
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(marksIn("fourth", { signal })).rejects.toThrow("stopped");
  });
});

test("the model of tf-idf opens like any other", async () => {
  const name = (await readdir(artifacts())).filter((one) => one.startsWith("mark-model-")).sort();
  const opened = await Promise.all(
    name.map((one) => openModel(join(artifacts(), one), { backend: "javascript", threads: 1 })),
  );
  const answers = await Promise.all(opened.map(({ answer }) => answer(["banks and money"])));
  // One is the majority class, the other reads the text.
  expect(answers.map(([first]) => first!.label).sort()).toEqual(["bank", "tech"]);
});

const hasFasttext = (await runPeer("fasttext", [])) !== null;

test.skipIf(!hasFasttext)("fastText is measured where it is installed", async () => {
  const { marks } = await marksIn("fifth");
  const fasttext = marks.find(({ name }) => name === "fasttext")!;
  // So few texts may be answered faster than processes can be told apart.
  if (fasttext.status === "missing") expect(fasttext.reason).toMatch(/too busy to measure/);
  else
    expect(fasttext).toMatchObject({
      status: "ok",
      testRows: 4,
      library: "fasttext -dim 16 -epoch 5 -lr 0.5 -thread 1",
    });
});
