import { join, relative, sep } from "node:path";
import { exists } from "../harness/base/files.io.ts";
import { MODEL_FILES, RUN_FILES } from "../harness/contract/run-files.ts";
import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { winningRun } from "../harness/judge/analysis/winning-run.ts";
import { type AnalysisWithin, byCondition } from "../harness/judge/analysis/within-condition.ts";
import type { ModelPlace } from "./words/use-model.ts";

/** The models to use, one of each answer; without those of answers that name no configuration or whose models the run folder does not hold. */
export async function findModels(runFolder: string, analysis: Analysis): Promise<ModelPlace[]> {
  const found = await Promise.all(byCondition(analysis).map((own) => findModel(runFolder, own)));
  return found.flatMap((model) => model ?? []);
}

async function findModel(runFolder: string, { condition, analysis }: AnalysisWithin): Promise<ModelPlace | null> {
  const run = winningRun(analysis);
  if (run === null) return null;
  const link = `${RUN_FILES.cells}/${run.experiment.id}`;
  const folder = join(runFolder, link);
  if (!(await exists(join(folder, MODEL_FILES.config)))) return null;
  const winner = analysis.configurations.find(({ id }) => id === analysis.answer.winner)!;
  return {
    condition,
    label: winner.label,
    seed: run.experiment.training.seed,
    backend: run.experiment.serving.backend,
    folder: shownPath(folder),
    link: `${link}/`,
    isPortable: await exists(join(folder, MODEL_FILES.tokenizer)),
  };
}

/** Relative to the current folder, with the slashes of every shell. */
function shownPath(path: string): string {
  return relative(process.cwd(), path).split(sep).join("/");
}
