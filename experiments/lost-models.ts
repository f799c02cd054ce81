import { isSample, type Plan, type RunLine, recordsIn, runKey } from "../harness/contract/index.ts";
import { plural } from "../harness/judge/figures/format.ts";
import { remaining } from "../harness/measure/cell-states.ts";
import type { RunStore } from "../harness/measure/runner/run-store.ts";

/**
 * The lines of a folder without the records of finished cells whose model is damaged or missing, since they are measured
 * again; and how many are missing.
 */
export async function withoutLost(
  plan: Plan,
  lines: readonly RunLine[],
  modelState: RunStore["modelState"],
): Promise<{ readonly lines: readonly RunLine[]; readonly missing: number }> {
  const { done } = remaining(plan, recordsIn(lines));
  const finished = new Set(recordsIn(lines).flatMap((record) => (record.status === "ok" ? [runKey(record)] : [])));
  const lost = new Set<string>();
  let missing = 0;
  for (const cell of done.filter((one) => finished.has(runKey(one)))) {
    const state = await modelState(cell.experiment.id);
    if (state !== "whole") lost.add(runKey(cell));
    if (state === "missing") missing += 1;
  }
  return { lines: lines.filter((line) => isSample(line) || !lost.has(runKey(line))), missing };
}

/** "the models of 2 finished cells are missing, and made again" */
export function missingText(models: number): string {
  const [noun, are] = models === 1 ? ["model", "is"] : ["models", "are"];
  return `the ${noun} of ${plural(models, "finished cell")} ${are} missing, and made again`;
}
