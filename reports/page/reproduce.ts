import { forShell } from "../../harness/base/shell.ts";
import type { Plan } from "../../harness/contract/index.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";

/** The command that a plan comes from. */
export function runCommand({
  matrixFile,
  otherDataset,
  name,
}: Pick<Plan, "matrixFile" | "otherDataset" | "name">): string {
  const data = otherDataset === undefined ? "" : ` --dataset ${forShell(otherDataset)}`;
  return `npx pricewar run ${forShell(matrixFile ?? `${name}.json`)}${data}`;
}

/** The command that measures a run again, with as many rounds of serving as were taken. */
export function repeatCommand({ plan, cells }: Pick<Analysis, "plan" | "cells">): string {
  let rounds = 0;
  for (const { samples } of cells) for (const { round } of samples) rounds = Math.max(rounds, round);
  return `${runCommand(plan)}${rounds === 0 ? "" : ` --rounds ${rounds}`} --fresh`;
}
