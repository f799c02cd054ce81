import { formatShare } from "../../../harness/judge/figures/format.ts";
import { figureText } from "../../charts/pareto-points.ts";
import type { ScatterData } from "../../charts/scatter-data.ts";
import type { Selectable } from "../../page/selectable.ts";
import { exploreWords } from "../../words/explore.ts";
import type { Language } from "../../words/language.ts";

/** A line about a configuration. */
export interface Fact {
  readonly term: string;
  readonly text: string;
}

export interface Facts {
  readonly id: string;
  readonly name: string;
  /** The full form of what the name shortens. */
  readonly detail: string;
  readonly lines: readonly Fact[];
}

export interface FactSources {
  readonly all: Selectable;
  readonly scatter: ScatterData;
  readonly language: Language;
}

/**
 * What is known of a configuration: its values on the axes of the matrix, its verdict, and its key figures. Lines of all configurations
 * have the same terms.
 * @returns null for one that cannot be compared, or that the page does not know
 */
export function factsOf(id: string, { all, scatter, language }: FactSources): Facts | null {
  const place = scatter.configurations.findIndex((one) => one.id === id);
  const one = scatter.configurations[place];
  const named = all.configurations.find((configuration) => configuration.id === id);
  if (one === undefined || named === undefined) return null;
  const words = exploreWords(language);
  const line = (term: string, text: string): Fact => ({ term, text });
  const { refusal, frontierProbability, difference } = one;
  return {
    id,
    name: one.marked,
    detail: named.detail,
    lines: [
      ...all.axes.map(({ title }, index) => line(title, named.values[index] ?? "—")),
      line(words.canBeAnswer, refusal === null ? words.yes : `${words.no}: ${refusal}`),
      line(words.onFrontier, frontierProbability === null ? "—" : words.inResamples(formatShare(frontierProbability))),
      line(words.versusBaseline, difference ?? "—"),
      ...scatter.figures.filter(({ isKey }) => isKey).map((figure) => line(figure.title, figureText(figure, place))),
    ],
  };
}
