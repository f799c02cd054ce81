import { formatShare, formatUsd, listing } from "../../../harness/judge/figures/format.ts";
import { alignedTable } from "../../../reports/aligned-table.ts";
import { agree, flipsOf } from "./flips.ts";
import type { RunOutcome } from "./outcome.ts";

/** Its name for `--only`. */
export const STABILITY = "stability";

/** The runs of one code, or of several folders. */
export interface StabilitySide {
  readonly name: string;
  readonly runs: readonly RunOutcome[];
}

const HEAD = ["", "run", "answer", "named", "$/M texts", "cannot be told from it"] as const;

/** What each run answers, and how far the runs of a side agree. @param matrix its name */
export function stabilityReport(matrix: string, sides: readonly StabilitySide[]): string {
  const rows = sides.flatMap(({ name, runs }) =>
    runs.map(({ answer, winner, tied, usd }, index) => [
      name,
      String(index + 1),
      answer,
      winner ?? "—",
      winner === null ? "—" : formatUsd(usd.get(winner) ?? Number.NaN),
      tied.length === 0 ? "—" : listing(tied, tied.length),
    ]),
  );
  const lines = sides.map(({ name, runs }) => {
    const { flipped, compared } = flipsOf(runs);
    const share =
      compared === 0
        ? "nothing to compare"
        : `${flipped} of ${compared} orders by cost flip, ${formatShare(flipped / compared)}`;
    return `${name}: ${share}; ${agree(runs) ? "the answers agree" : "the answers do not agree"}`;
  });
  return [
    alignedTable(HEAD, rows),
    "",
    ...lines,
    `stability: ${matrix}; an order is that of two configurations' median costs in two runs of one side. Answers agree where each ` +
      "names what all others name, or cannot tell from what they name.",
  ].join("\n");
}
