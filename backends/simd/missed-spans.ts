import type { MissedSteps } from "../../harness/contract/optimizer.ts";
import type { StepChunk } from "../../harness/contract/trainer.ts";

/** What rows have missed since a step last touched them, by that step. */
export interface MissedSpans {
  /**
   * For each factor its value by the step that last touched a row: 0 for none, 1 for the first. To be called for one step
   * after the other; the arrays are used again. The step that last touched a row is among those that it has missed where the
   * rule puts off its move, too.
   * @param step from 0; the number of steps for what is missed at the end
   */
  before(step: number): readonly Float32Array[];
}

/**
 * Every span is summed on its own, since terms of undecayed state shrink from step to step: subtracting running sums would
 * lose the later ones.
 */
export function createMissedSpans(missed: MissedSteps, missedTerms: StepChunk["missedTerms"]): MissedSpans {
  const terms = missedTerms[0]?.length ?? 0;
  /** A row that a step touched has missed that step as well, or only those after it. */
  const own = missed.includesOwnStep === true ? 1 : 0;
  const spans = missedTerms.length + 1;
  const sums = Array.from({ length: spans }, () => new Array<number>(terms).fill(0));
  const values = missed.factors.map(() => new Float32Array(spans));
  let done = 0;
  return {
    before: (step) => {
      for (; done < step; done += 1) {
        const ofStep = missedTerms[done]!;
        for (let last = 0; last <= done + own; last += 1) {
          const sum = sums[last]!;
          for (let term = 0; term < terms; term += 1) sum[term]! += ofStep[term]!;
        }
      }
      for (const [index, factor] of missed.factors.entries()) {
        const ofFactor = values[index]!;
        for (let last = 0; last <= step; last += 1) ofFactor[last] = factor(sums[last]!);
      }
      return values;
    },
  };
}
