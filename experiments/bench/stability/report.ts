import { formatShare, formatUsd, listing } from "../../../harness/judge/figures/format.ts";
import { alignedTable } from "../../../reports/aligned-table.ts";
import { agreementsOf, type Flips, flipsOf, statedFlipsOf } from "./flips.ts";
import type { RunOutcome } from "./outcome.ts";

/** Its name for `--only`. */
export const STABILITY = "stability";

/** The runs of one code, or of several folders. */
export interface StabilitySide {
  readonly name: string;
  readonly runs: readonly RunOutcome[];
}

const ANSWERS = ["", "run", "answer", "named", "$/M texts", "cannot be told from it"] as const;
const FLIPS = ["", "orders by cost that flip", "of those that a run states", "pairs of runs that agree"] as const;
const NONE = "—";

/** What each run answers, and how far the runs of a side agree. @param matrix its name */
export function stabilityReport(matrix: string, sides: readonly StabilitySide[]): string {
  const answers = sides.flatMap(({ name, runs }) =>
    runs.flatMap((run, index) =>
      run.answers.map(({ condition, kind, winner, tied }) => [
        name,
        String(index + 1),
        condition === null ? kind : `${condition}: ${kind}`,
        winner ?? NONE,
        winner === null ? NONE : formatUsd(run.costs.get(winner)?.usd ?? Number.NaN),
        tied.length === 0 ? NONE : listing(tied, tied.length),
      ]),
    ),
  );
  const flips = sides.map(({ name, runs }) => {
    const stated = statedFlipsOf(runs);
    const { agreeing, compared } = agreementsOf(runs);
    return [
      name,
      flipsText(flipsOf(runs)),
      stated === null ? NONE : flipsText(stated),
      compared === 0 ? NONE : `${agreeing} of ${compared}`,
    ];
  });
  return [
    alignedTable(ANSWERS, answers),
    "",
    alignedTable(FLIPS, flips),
    "",
    `stability: ${matrix}; an order is that of two configurations’ median costs in two runs of one side, within a condition. A run states the order ` +
      "of two whose costs share no letter, or whose cost its verdict tells from the winner’s. Runs agree where each names what the other names, or " +
      "cannot tell from what it names.",
  ].join("\n");
}

function flipsText({ flipped, compared }: Flips): string {
  return compared === 0 ? NONE : `${flipped} of ${compared}, ${formatShare(flipped / compared)}`;
}
