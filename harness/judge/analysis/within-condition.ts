import type { Analysis, CellResult, ConfigurationResult } from "./analysis.ts";
import { countByStatus } from "./cells.ts";
import { isComparable } from "./comparable.ts";
import type { Condition } from "./condition.ts";
import type { SingleAnswer } from "./decision.ts";
import { comparedWithMarks } from "./marks/compare-marks.ts";

/** Cells and their configurations. */
export interface Parts {
  readonly cells: readonly CellResult[];
  readonly configurations: readonly ConfigurationResult[];
}

/** What has the same of what is given. @param by which part of the condition has to be equal */
export function within(condition: Condition, { cells, configurations }: Parts, by: "key" | "ofModel" = "key"): Parts {
  const own = configurations.filter((one) => one.condition[by] === condition[by]);
  const ids = new Set(own.map(({ id }) => id));
  return { cells: cells.filter(({ cell }) => ids.has(cell.configuration)), configurations: own };
}

/** Whether nothing compares all of these, since not the same is given in each. */
export function areOfSeveral(configurations: readonly Pick<ConfigurationResult, "condition">[]): boolean {
  return new Set(configurations.map(({ condition }) => condition.key)).size > 1;
}

/** An analysis as far as one answer is about it. */
export type SingleAnalysis = Analysis & { readonly answer: SingleAnswer };

/** Null where the answer is about all configurations. */
export interface AnalysisWithin {
  readonly condition: Condition | null;
  readonly analysis: SingleAnalysis;
}

/** The analysis, or what it has of each condition that has an answer of its own: marks dominate that alone with which they are compared. */
export function byCondition(analysis: Analysis): readonly AnalysisWithin[] {
  const { answer, marks } = analysis;
  if (answer.kind !== "by-condition") return [{ condition: null, analysis: { ...analysis, answer } }];
  const compared = comparedWithMarks(analysis);
  return answer.conditions.map(({ condition, floors, answer: own }) => {
    const parts = within(condition, analysis);
    const counts = countByStatus(parts.cells);
    const dominating = own.winner === compared ? marks.dominating : null;
    const ownMarks = { ...marks, dominating };
    return { condition, analysis: { ...analysis, ...parts, counts, floors, answer: own, marks: ownMarks } };
  });
}

/** Ids of the configurations that answers name. */
export function namedBy({ answer }: Pick<Analysis, "answer">): ReadonlySet<string> {
  const answers = answer.kind === "by-condition" ? answer.conditions.map((own) => own.answer) : [answer];
  return new Set(answers.flatMap(({ winner }) => winner ?? []));
}

/** Whether a configuration is the baseline of its condition. */
export function isBaselineIn({ configurations }: Pick<Analysis, "configurations">, configuration: string): boolean {
  return configurations.some(({ id, isBaseline }) => isBaseline && id === configuration);
}

/**
 * Bills of different scenarios are of different work, and models of what else is given are no rivals: this is the part of a run that a
 * configuration is in, else the first in which something finished.
 */
export function askedAbout(run: Analysis, configuration: string | null): AnalysisWithin {
  const parts = byCondition(run);
  const finished = parts.filter(({ analysis }) => analysis.configurations.some(isComparable));
  const isOf = ({ analysis }: AnalysisWithin) => analysis.configurations.some(({ id }) => id === configuration);
  return finished.find(isOf) ?? finished[0] ?? parts[0]!;
}
