import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { RecordError } from "../../base/errors.ts";
import { exists } from "../../base/files.io.ts";
import { hasBrokenSeal, SEAL } from "../../base/seal.io.ts";
import type { Plan } from "../../contract/index.ts";
import type { ModelFacts } from "../../contract/model.ts";
import { MODEL_FILES, RUN_FILES } from "../../contract/run-files.ts";
import { readPlan, readRunLines } from "../../contract/run-folder.io.ts";
import { type Baseline, parseBaseline } from "./baseline.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

/** Passed in by the entry points, since judge does not import the model format. */
export type ReadModelFacts = (modelOnnx: Uint8Array) => ModelFacts;

/**
 * Reads the snapshot at a path: a run folder, its records.jsonl with plan.json in the same folder, or a baseline file.
 * Structure and parameters come from the model files, and are not known if the run folder no longer has them.
 * @param commit the commit that made the run folder, if known
 * @throws RecordError if the path does not exist or cannot be read
 */
export async function readSnapshot(
  path: string,
  modelFacts: ReadModelFacts,
  commit: string | null = null,
): Promise<Snapshot> {
  const found = await stat(path).catch((cause) => {
    throw new RecordError(`${path}: no such file; name a run folder, its ${RUN_FILES.records} or a baseline`, {
      cause,
    });
  });
  if (found.isDirectory()) return readRun(path, path, modelFacts, commit);
  if (basename(path) === RUN_FILES.records) return readRun(path, dirname(path), modelFacts, commit);
  const { history: _, ...snapshot } = await readBaseline(path);
  return { ...snapshot, side: { ...snapshot.side, name: path } };
}

/** @throws RecordError on anything but a complete baseline */
export async function readBaseline(file: string): Promise<Baseline> {
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new RecordError(`${file}: no such baseline; write one: pricewar baseline write RUN_FOLDER`, {
      cause,
    });
  });
  return parseBaseline(text, file);
}

async function readRun(
  name: string,
  folder: string,
  modelFacts: ReadModelFacts,
  commit: string | null,
): Promise<Snapshot> {
  const plan = await readPlan(join(folder, RUN_FILES.plan));
  const lines = await readRunLines(join(folder, RUN_FILES.records));
  return snapshotOf(plan, lines, await factsIn(folder, plan, modelFacts), { name, commit });
}

const WAY_OUT = "run the matrix again to measure its cell again";

/** A file without a seal can be anything. */
function factsOf(modelOnnx: Uint8Array, file: string, modelFacts: ReadModelFacts): ModelFacts {
  try {
    return modelFacts(modelOnnx);
  } catch (cause) {
    throw new RecordError(`${file} is damaged: no model of pricewar; ${WAY_OUT}`, { cause });
  }
}

async function factsIn(folder: string, plan: Plan, modelFacts: ReadModelFacts): Promise<Map<string, ModelFacts>> {
  const facts = new Map<string, ModelFacts>();
  // Models of other sources are not files of ours: their records tell what is known of them.
  const own = plan.cells.filter(({ experiment }) => experiment.model.source === undefined);
  for (const id of new Set(own.map(({ experiment }) => experiment.id))) {
    const cell = join(folder, RUN_FILES.cells, id);
    const file = join(cell, MODEL_FILES.model);
    if (!(await exists(file))) continue;
    if (await hasBrokenSeal(cell))
      throw new RecordError(`${cell} is damaged: its files do not match its ${SEAL}; ${WAY_OUT}`);
    facts.set(id, factsOf(await readFile(file), file, modelFacts));
  }
  return facts;
}
