import { type PriceHistory, type PricePath, type PriceStep, pathOfHistory, UNCHANGED } from "./price-path.ts";

/** A path, and how an option or a history calls it. */
export interface NamedPath {
  readonly name: string;
  readonly path: PricePath;
}

export const FLAT: NamedPath = { name: "flat", path: UNCHANGED };

/** Steady declines that every grid has, from none to nine tenths a year. */
export const STEADY_PATHS: readonly NamedPath[] = [FLAT, steadyPath(-30), steadyPath(-60), steadyPath(-90)];

/** @param percent a year, above -100 */
export function steadyPath(percent: number): NamedPath {
  return { name: `${percent}%`, path: { kind: "steady", annualChange: percent / 100 } };
}

/** What histories of prices did, by their ids. */
export function historyPaths(histories: readonly PriceHistory[]): NamedPath[] {
  return histories.map(({ id, points }) => ({ name: id, path: pathOfHistory(points) }));
}

/**
 * A price's path as people spell it: "-60%" a year, steps "13:0.5,25:0.25" (from month 13 on half of the first month's price), "flat", or a
 * history by its id.
 * @returns null if it is none of these
 */
export function readPath(text: string, histories: readonly PriceHistory[]): NamedPath | null {
  const name = text.trim();
  const steady = /^([+-]?\d+(?:\.\d+)?)\s*%$/.exec(name);
  if (steady !== null && Number(steady[1]) > -100) {
    return { ...steadyPath(Number(steady[1])), name };
  }
  const known = [FLAT, ...historyPaths(histories)].find((one) => one.name === name);
  if (known !== undefined) return known;
  const steps = readSteps(name);
  return steps === null ? null : { name, path: { kind: "steps", steps } };
}

/** "13:0.5,25:0.25"; null unless the months ascend from the second on. */
function readSteps(text: string): PriceStep[] | null {
  const steps: PriceStep[] = [];
  for (const part of text.split(",")) {
    const step = readStep(part);
    if (step === null || step.month <= (steps.at(-1)?.month ?? 1)) return null;
    steps.push(step);
  }
  return steps;
}

/** "13:0.5"; null unless the month is at least 1 and the factor above 0. */
export function readStep(text: string): PriceStep | null {
  const [, month, factor] = /^\s*(\d+):(\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
  return Number(month) >= 1 && Number(factor) > 0 ? { month: Number(month), factor: Number(factor) } : null;
}
