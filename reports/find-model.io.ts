import { join, relative, sep } from "node:path";
import { exists } from "../harness/base/files.io.ts";
import { hasArtifact } from "../harness/base/folders.io.ts";
import { MODEL_FILES, RUN_FILES } from "../harness/contract/run-files.ts";
import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { underHeading } from "../harness/judge/analysis/under-heading.ts";
import { winningRun } from "../harness/judge/analysis/winning-run.ts";
import { type AnalysisWithin, byCondition } from "../harness/judge/analysis/within-condition.ts";
import type { ModelPlace } from "./words/use-model.ts";

/**
 * The models to use, one of each answer; without those of answers that name no configuration or whose models no run folder holds.
 * @param page the folder of the page that links them
 */
export async function findModels(
  page: string,
  runFolders: readonly string[],
  analysis: Analysis,
): Promise<ModelPlace[]> {
  const found = await Promise.all(byCondition(analysis).map((own) => findModel(page, runFolders, underHeading(own))));
  return found.flatMap((model) => model ?? []);
}

async function findModel(
  page: string,
  runFolders: readonly string[],
  { condition, analysis }: AnalysisWithin,
): Promise<ModelPlace | null> {
  const run = winningRun(analysis);
  if (run === null) return null;
  const winner = analysis.configurations.find(({ id }) => id === analysis.answer.winner)!;
  for (const runFolder of runFolders) {
    const folder = join(runFolder, RUN_FILES.cells, run.experiment.id);
    if (!(await hasArtifact(folder, MODEL_FILES.config))) continue;
    return {
      condition,
      label: winner.label,
      seed: run.experiment.training.seed,
      backend: run.experiment.serving.backend,
      folder: shownPath(folder),
      link: `${slashed(relative(page, folder))}/`,
      // What is encrypted has other names.
      isPortable: await exists(join(folder, MODEL_FILES.tokenizer)),
      ...((await exists(join(folder, MODEL_FILES.config))) ? {} : { isEncrypted: true }),
    };
  }
  return null;
}

/** Relative to the current folder, with the slashes of every shell. */
function shownPath(path: string): string {
  return slashed(relative(process.cwd(), path));
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
