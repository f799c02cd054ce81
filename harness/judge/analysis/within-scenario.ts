import type { Scenario } from "../../contract/scenarios.ts";
import { scenarioOf, scenariosOf } from "../../contract/serving.ts";
import type { Analysis, CellResult, ConfigurationResult } from "./analysis.ts";
import { countByStatus } from "./cells.ts";
import { isComparable } from "./comparable.ts";
import type { SingleAnswer } from "./decision.ts";
import { comparedWithMarks } from "./marks/compare-marks.ts";

/** Cells and their configurations. */
export interface Parts {
  readonly cells: readonly CellResult[];
  readonly configurations: readonly ConfigurationResult[];
}

/** How requests reach a configuration. @param cells at least one */
export function scenarioOfCells(cells: readonly Pick<CellResult, "cell">[]): Scenario {
  return scenarioOf(cells[0]!.cell);
}

/** The scenarios of cells, in the order of their list. */
export function scenariosOfCells(cells: readonly Pick<CellResult, "cell">[]): Scenario[] {
  return scenariosOf(cells.map(({ cell }) => cell));
}

/** What is of one scenario. */
export function within(scenario: Scenario, { cells, configurations }: Parts): Parts {
  return {
    cells: cells.filter(({ cell }) => scenarioOf(cell) === scenario),
    configurations: configurations.filter((one) => scenarioOfCells(one.cells) === scenario),
  };
}

/** An analysis as far as one answer is about it. */
export type SingleAnalysis = Analysis & { readonly answer: SingleAnswer };

/** Null where the answer is about all configurations. */
export interface AnalysisWithin {
  readonly scenario: Scenario | null;
  readonly analysis: SingleAnalysis;
}

/** The analysis, or what it has of each scenario that has an answer of its own: marks dominate that alone with which they are compared. */
export function byScenario(analysis: Analysis): readonly AnalysisWithin[] {
  const { answer, marks } = analysis;
  if (answer.kind !== "by-scenario") return [{ scenario: null, analysis: { ...analysis, answer } }];
  return answer.scenarios.map((own) => {
    const parts = within(own.scenario, analysis);
    const counts = countByStatus(parts.cells);
    const dominating = own.answer.winner === comparedWithMarks(answer) ? marks.dominating : null;
    const ownMarks = { ...marks, dominating };
    return { scenario: own.scenario, analysis: { ...analysis, ...parts, counts, answer: own.answer, marks: ownMarks } };
  });
}

/** Ids of the configurations that answers name. */
export function namedBy({ answer }: Pick<Analysis, "answer">): ReadonlySet<string> {
  const answers = answer.kind === "by-scenario" ? answer.scenarios.map((own) => own.answer) : [answer];
  return new Set(answers.flatMap(({ winner }) => winner ?? []));
}

/** Whether a configuration is the baseline of its scenario. */
export function isBaselineIn({ configurations }: Pick<Analysis, "configurations">, configuration: string): boolean {
  return configurations.some(({ id, isBaseline }) => isBaseline && id === configuration);
}

/**
 * Bills of different scenarios are of different work: this is the part of a run that a configuration is in, else the first in which
 * something finished.
 */
export function askedAbout(run: Analysis, configuration: string | null): AnalysisWithin {
  const parts = byScenario(run);
  const finished = parts.filter(({ analysis }) => analysis.configurations.some(isComparable));
  const isOf = ({ analysis }: AnalysisWithin) => analysis.configurations.some(({ id }) => id === configuration);
  return finished.find(isOf) ?? finished[0] ?? parts[0]!;
}
