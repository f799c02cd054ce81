import type { ConfigurationResult } from "./analysis.ts";
import type { SingleAnalysis } from "./within-condition.ts";

/** The configuration that an answer is about: its winner, else the nearest, else the baseline; undefined if there is none of them. */
export function answerSubject({ answer, configurations }: SingleAnalysis): ConfigurationResult | undefined {
  const named = "nearest" in answer ? answer.nearest : answer.winner;
  return configurations.find(({ id }) => id === named) ?? configurations.find(({ isBaseline }) => isBaseline);
}
