import type { MissedSteps } from "../../harness/contract/optimizer.ts";
import type { StepChunk } from "../../harness/contract/trainer.ts";

/** Factors for what rows of a table have missed since a step last touched them. */
export interface MissedFactors {
  /**
   * For each factor a column, one value a row; the rows count as touched by the step. To be called for one step after the
   * other.
   * @param step from 0; the number of steps for what is missed at the end
   */
  before(step: number, rows: Int32Array): Float32Array[];
}

/**
 * Every span is summed on its own, since terms of undecayed state shrink from step to step: subtracting running sums would
 * lose the later ones.
 * @param tableRows rows of the table, none of which has missed anything yet
 */
export function createMissedFactors(
  missed: MissedSteps,
  tableRows: number,
  missedTerms: StepChunk["missedTerms"],
): MissedFactors {
  const terms = missedTerms[0]?.length ?? 0;
  const spans = missedTerms.length + 1;
  /** By the step that last touched a row, 0 for none: the sums of each term since then. */
  const sums = Array.from({ length: spans }, () => new Array<number>(terms).fill(0));
  const lastStep = new Int32Array(tableRows);
  const count = missed.factors(new Array<number>(terms).fill(0)).length;
  const table = Array.from({ length: count }, () => new Float32Array(spans));
  let done = 0;
  return {
    before: (step, rows) => {
      for (; done < step; done += 1) {
        const own = missedTerms[done]!;
        // A row that this step touched has missed nothing of it.
        for (let last = 0; last <= done; last += 1) {
          const sum = sums[last]!;
          for (let term = 0; term < terms; term += 1) sum[term]! += own[term]!;
        }
      }
      for (let last = 0; last <= step; last += 1) {
        const factors = missed.factors(sums[last]!);
        for (let factor = 0; factor < count; factor += 1) table[factor]![last] = factors[factor]!;
      }
      const columns = table.map(() => new Float32Array(rows.length));
      for (let index = 0; index < rows.length; index += 1) {
        const row = rows[index]!;
        const last = lastStep[row]!;
        for (let factor = 0; factor < count; factor += 1) columns[factor]![index] = table[factor]![last]!;
        lastStep[row] = step + 1;
      }
      return columns;
    },
  };
}
