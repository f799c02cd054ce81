/** What the cache may hold of a run's texts: noted in its folder before it is made, so that `pricewar purge` finds all of it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { writeFileAtomically } from "../harness/base/files.io.ts";
import type { Plan, PlannedCell } from "../harness/contract/index.ts";
import { RUN_FILES } from "../harness/contract/run-files.ts";
import {
  ARTIFACT_NAMES,
  type PlannedTraining,
  teacherTrainings,
  trainingKey,
} from "../harness/measure/artifact-keys.ts";
import { jobsOf } from "../harness/measure/runner/jobs.ts";
import { markModelName } from "./marks/mark-names.ts";
import { planMarks } from "./marks/plan-marks.ts";

const schema = z.array(
  z.strictObject({
    /** An entry of a cache folder, such as "artifacts/corpus-0d19d0f61df0"; of features, how the names of entries begin. */
    path: z.string(),
    /** The data whose texts have these features; absent for entries that belong to one dataset anyway. */
    featuresOf: z.string().exactOptional(),
  }),
);

/** An entry of the cache that a run may have made or read. */
export type CacheUse = z.output<typeof schema>[number];

/**
 * All that running a plan keeps in the cache of its texts, and what is trained on them, by the keys of the plan's code.
 * @param surveys keys of what is kept of large files
 */
export async function cacheUsesOf(plan: Plan, surveys: readonly string[] = []): Promise<CacheUse[]> {
  const marks = await planMarks(plan);
  return distinct([
    ...usesOfCells(plan),
    ...marks.flatMap((own) => usesOfCells(own.plan)),
    ...marks.flatMap((own) => own.plan.cells.map(({ experiment }) => artifact(markModelName(experiment.id)))),
    ...surveys.map((key) => ({ path: `surveys/${key}` })),
  ]);
}

function usesOfCells(plan: Plan): CacheUse[] {
  const { corpus, training, answers, features } = ARTIFACT_NAMES;
  const names = { corpusFolder: corpus, trainingFolder: training, answersFolder: answers, featuresPath: features };
  const jobs = jobsOf(plan, { ...names, modelFolder: (experimentId) => experimentId });
  const featuresIn = (path: string | undefined, data: readonly string[]): CacheUse[] =>
    path === undefined ? [] : data.map((id) => ({ ...artifact(path), featuresOf: id }));
  const usesOf = (planned: PlannedTraining, data: readonly string[]): CacheUse[] => {
    const { corpusFolder, ownersFolder, trainingFolder, featuresPath } = jobs.train(planned, "", [], null);
    const raw = jobs.prepareRaw(planned).corpusFolder;
    const owned = ownersFolder === undefined ? [] : [ownersFolder];
    return [...[corpusFolder, raw, ...owned, trainingFolder].map(artifact), ...featuresIn(featuresPath, data)];
  };
  const unlabelled = (plan.unlabelled ?? []).map(({ id }) => id);
  const usesOfCell = (cell: PlannedCell): CacheUse[] => {
    const data = [cell.experiment.dataset, ...unlabelled];
    const asked = jobs
      .answers(cell)
      .flatMap(({ job }) => [artifact(job.answersFolder), ...featuresIn(job.featuresPath, data)]);
    return [...usesOf(cell, data), ...teacherTrainings(cell).flatMap((teacher) => usesOf(teacher, data)), ...asked];
  };
  // Cells of one training use the same.
  const trainings = new Map(plan.cells.map((cell) => [trainingKey(cell, plan.code), cell]));
  return [...trainings.values()].flatMap(usesOfCell);
}

function artifact(name: string): CacheUse {
  return { path: `artifacts/${name}` };
}

/** What uses have in common if they are of the same texts in the same entry. */
export function useKey({ path, featuresOf = "" }: CacheUse): string {
  return `${path} ${featuresOf}`;
}

function distinct(uses: readonly CacheUse[]): CacheUse[] {
  return [...new Map(uses.map((use) => [useKey(use), use])).values()].sort((a, b) => (useKey(a) < useKey(b) ? -1 : 1));
}

/** Adds uses to those that a run folder has noted so far, by plans and code that may have changed since. */
export async function noteCacheUses(folder: string, uses: readonly CacheUse[]): Promise<void> {
  const known = (await notedCacheUses(folder)) ?? [];
  const all = distinct([...known, ...uses]);
  if (all.length > known.length) {
    await writeFileAtomically(join(folder, RUN_FILES.cached), `${JSON.stringify(all, null, 1)}\n`);
  }
}

/** What a run folder has noted; null where nothing is, or it cannot be read. */
export async function notedCacheUses(folder: string): Promise<CacheUse[] | null> {
  const text = await readFile(join(folder, RUN_FILES.cached), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
