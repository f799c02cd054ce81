import type { ComparedCell } from "../page/compared-run.ts";
import { compareWords, type RatioFigure } from "../words/compare.ts";
import type { Language } from "../words/language.ts";
import type { Comparison } from "./compare.ts";

const RATIOS: readonly RatioFigure[] = ["usd", "training", "bytes"];

/** What a comparison finds, a sentence each. */
export function compareSentences(comparison: Comparison, language: Language): string[] {
  const words = compareWords[language];
  const { pairs, onlyA, onlyB, finished, otherMachine, otherOffer, accuracy } = comparison;
  const byName = pairs.filter(({ isSameExperiment }) => !isSameExperiment).length;
  const [inA, inB] = [pairs.filter(({ a }) => a.figures === null), pairs.filter(({ b }) => b.figures === null)];
  const [codesA, codesB] = [codesOf(pairs.map(({ a }) => a)), codesOf(pairs.map(({ b }) => b))];
  const ratios = RATIOS.flatMap((figure) => {
    const range = comparison[figure];
    return range === null ? [] : [words.ratios(figure, range)];
  });
  return [
    accuracy === null
      ? words.nothingFinished
      : words.accuracy(accuracy.difference, accuracy.interval, accuracy.cells, accuracy.trainings),
    ...ratios,
    ...(otherMachine === 0 ? [] : [words.otherMachine(otherMachine, otherMachine === finished)]),
    ...(otherOffer === 0 ? [] : [words.otherOffer(otherOffer)]),
    words.matched(pairs.length, byName, onlyA.length, onlyB.length),
    ...(inA.length + inB.length === 0 ? [] : [words.noFigures(inA.length, inB.length)]),
    ...(codesA.length === 0 || codesB.length === 0 ? [] : [words.codes(codesA, codesB)]),
  ];
}

function codesOf(cells: readonly ComparedCell[]): string[] {
  return [...new Set(cells.flatMap(({ code }) => code ?? []))].sort();
}
