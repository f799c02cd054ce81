/** A run that masks: what was masked is in no file of the run or of its cache, and whoever opens a model masks likewise. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDataset } from "../../../../data/registry.ts";
import { readNames } from "../../../../experiments/known-names.io.ts";
import { knownSources } from "../../../../experiments/known-sources.io.ts";
import { matrixNames } from "../../../../experiments/matrix-names.ts";
import { openModel } from "../../../../experiments/open-model.io.ts";
import type { OkRecord, Plan } from "../../../../harness/contract/index.ts";
import type { MaskKind } from "../../../../harness/contract/masking.ts";
import { MODEL_FILES } from "../../../../harness/contract/run-files.ts";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { buildPlan, datasetSpecs, nameSpecs, unlabelledSpecs } from "../../../../harness/measure/plan.ts";
import { FORMED_KINDS, MASKABLE } from "../../../fixtures/maskable-texts.ts";
import { phasesHere, runHere } from "../../../fixtures/phases.ts";
import { priceNamed } from "../../../fixtures/records.ts";

const NAMES = "names:people.txt";
/** Of the list, as texts have them. */
const PEOPLE = ["AUGUSTA KING-NOEL", "王小明"];
const PLANTED = [...Object.values(MASKABLE).flatMap(({ written }) => written), ...PEOPLE];
const FURTHER = "planted.further@example.com";
const DATASET = "csv:train.csv,test=test.csv";
const UNLABELLED = "csv:further.csv";

/** Every planted text once, with a word of its label and one of its row. */
const csv = (rows: readonly string[]) =>
  [
    "text,label",
    ...rows.map(
      (own, row) => `"${row % 2 ? "goal" : "share"} number${row} write to ${own} now",${row % 2 ? "sport" : "market"}`,
    ),
  ].join("\n");

const MATRIX = {
  name: "masked",
  base: {
    dataset: DATASET,
    tokenizer: { mask: [...FORMED_KINDS, NAMES] },
    model: { vocabulary: 200, maxLength: 20, embedding: 4, hidden: [] },
    optimizer: { name: "adam", learningRate: 0.05 },
    epochs: 5,
  },
  axes: { "model.source": ["reference", "tfidf", "majority"], serveBackend: ["onnx", "simd"] },
  // Taught with texts of another file by a model of another source, and by one of its own.
  include: [{ model: { source: "tfidf" } }, {}].map((teacher) => ({
    distillation: { name: "soft-targets", teacher, unlabelled: UNLABELLED },
  })),
  accuracyFloor: { atLeast: 0 },
};

const ALL_KINDS = [...FORMED_KINDS, "names"] as const;
const writtenOf = (kind: MaskKind) => (kind === "names" ? PEOPLE : MASKABLE[kind].written);

let folder: string;
let out: string;
let records: readonly OkRecord[];
let plan: Plan;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-masked-"));
  out = join(folder, "run");
  await writeFile(join(folder, "train.csv"), csv([...PLANTED, ...PLANTED]));
  await writeFile(join(folder, "test.csv"), csv(PLANTED));
  await writeFile(join(folder, "people.txt"), "Augusta King-Noel\n\n王小明\n");
  await writeFile(join(folder, "further.csv"), csv(Array(10).fill(FURTHER)));
  const names = await matrixNames();
  const matrix = parseMatrix(JSON.stringify(MATRIX), "m.json", names);
  const { changesTraining, distillationOf } = names;
  const specs = [...datasetSpecs(matrix), ...unlabelledSpecs(matrix, distillationOf)];
  const open = (spec: string) => openDataset(spec, { baseFolder: folder });
  plan = buildPlan({
    matrix,
    datasets: new Map(await Promise.all(specs.map(async (spec) => [spec, await open(spec)] as const))),
    names: await readNames(nameSpecs(matrix), folder),
    sources: await knownSources(matrix, names),
    changesTraining,
    distillationOf,
    code: "c0de",
    defaultPriceId: () => "a/b/c/d",
    findPrice: priceNamed,
  });
  records = (await runHere(plan, out, phasesHere(folder))) as readonly OkRecord[];
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every file below a folder, unpacked where it is packed. */
async function contentsOf(parent: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(parent, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        const bytes = await readFile(file);
        return [file, (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")] as const;
      }),
    ),
  );
}

test("all cells end well, and their records count what was masked by kind and side", () => {
  expect(records.map(({ status }) => status)).toEqual(plan.cells.map(() => "ok"));
  const times = (count: number) => Object.fromEntries(ALL_KINDS.map((kind) => [kind, count * writtenOf(kind).length]));
  for (const { corpus } of records) {
    const { train, validation, test: held } = corpus!.masked!;
    for (const kind of ALL_KINDS) expect(train[kind]! + validation[kind]!).toBe(times(2)[kind]);
    expect(held).toEqual(times(1));
  }
});

test("no file of the run or of its artifacts holds what was masked", async () => {
  const contents = await contentsOf(out);
  // Corpora, raw and encoded, trainings, answers, and models are among them.
  expect(
    [...contents.keys()].filter((file) => /texts\.utf8$|vocabulary\.json$|model\.onnx$/.test(file)).length,
  ).toBeGreaterThan(4);
  for (const [file, content] of contents) {
    for (const own of [...PLANTED, FURTHER, "lovelace", "planted", "augusta", "noel"]) {
      expect(content.includes(own), `${own} in ${file}`).toBe(false);
    }
  }
});

describe("a model of the run, opened by who answers texts", () => {
  const serving = (source: string | undefined, backend: string) =>
    plan.cells.find(({ experiment }) => experiment.model.source === source && experiment.serving.backend === backend)!;

  test.each([
    [undefined, "onnx"],
    [undefined, "simd"],
    ["tfidf", "javascript"],
    ["majority", "javascript"],
  ])("of source %s on %s answers texts alike that differ in what is masked", async (source, backend) => {
    const { id } = serving(source, backend).experiment;
    const model = await openModel(join(out, "cells", id), { backend, threads: 1 });
    try {
      const texts = ALL_KINDS.flatMap((kind) =>
        writtenOf(kind).map((own) => [kind, `goal number1 write to ${own} now`] as const),
      );
      const answers = await model.answer(texts.map(([, text]) => text));
      const unmasked = await model.answer(
        ALL_KINDS.map((kind) => `goal number1 write to ${kind.replace(/\W/g, "")} now`),
      );
      const firstOf = (kind: string) => texts.findIndex(([other]) => other === kind);
      for (const [row, [kind]] of texts.entries()) expect(answers[row]).toEqual(answers[firstOf(kind)]);
      // The words of kinds are words that it knows, so others are no stand-ins for them.
      const own = ALL_KINDS.map((kind) => answers[firstOf(kind)]);
      if (source === "majority") expect(own).toEqual(unmasked);
      else expect(own).not.toEqual(unmasked);
    } finally {
      await model.close();
    }
  });

  test("its folder says what is masked, and leaves out what could not mask it", async () => {
    for (const [source, backend] of [
      [undefined, "onnx"],
      ["tfidf", "javascript"],
    ] as const) {
      const files = join(out, "cells", serving(source, backend).experiment.id);
      const { pricewar } = JSON.parse(await readFile(join(files, MODEL_FILES.config), "utf8"));
      expect(pricewar.tokenizer.mask).toEqual([...FORMED_KINDS, plan.names![0]!.id]);
      const { spec: _, ...list } = plan.names![0]!;
      expect(list.longest).toBe(3);
      expect(pricewar.names).toEqual([list]);
      expect(await readdir(files)).not.toContain(MODEL_FILES.tokenizer);
    }
  });

  test.each([undefined, "tfidf"])("a folder of source %s that names an unknown kind is refused", async (source) => {
    const files = join(out, "cells", serving(source, source === undefined ? "simd" : "javascript").experiment.id);
    const file = join(files, MODEL_FILES.config);
    const written = await readFile(file, "utf8");
    await writeFile(file, written.replace('"email"', '"emial"'));
    const opening = openModel(files, { backend: source === undefined ? "simd" : "javascript", threads: 1 });
    await expect(opening).rejects.toThrow(
      /config\.json.* is damaged: pricewar\.tokenizer\.mask.*unknown kind to mask "emial"/,
    );
    await writeFile(file, written);
  });
});
