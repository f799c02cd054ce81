import { randomStream } from "../../base/random/mt19937.ts";
import type { Verdict } from "./check-result.ts";
import { CONFIRM_PAIRS, candidatesOf, judge, MARGIN, SCREEN_PAIRS } from "./decide.ts";
import { type MachineNoise, SimulatedMachine } from "./simulated-machine.ts";

export const SIMULATED_CELLS = 24;
/** Share of samples that a rare disturbance hits. */
const SPIKES = 0.01;
/** A common rule for benchmarks: one run of each side, red if more than 10 % apart. */
const SINGLE_RUN_LIMIT = 1.1;

export interface Scenario extends Pick<MachineNoise, "noise"> {
  readonly suites: number;
  /** Slowdown of one cell in each suite, 0.2 for a fifth; null for none. */
  readonly changed: number | null;
  readonly seed: number;
}

export interface SimulatedGate {
  /** Share of suites in which an unchanged cell was reported as regressed. */
  readonly redSuites: number;
  /** Share of suites in which the changed cell was reported as regressed; null if none changed. */
  readonly power: number | null;
  /** Share of suites in which the changed cell passed, which is worse than inconclusive; null if none changed. */
  readonly passed: number | null;
  /** Share of inconclusive verdicts. */
  readonly inconclusive: number;
}

/** Gives a verdict on each cell of a machine. */
export type GateRule = (machine: SimulatedMachine, cells: readonly number[]) => readonly Verdict[];

/** The rule of the check: a screen of all cells, fresh pairs for the candidates, and a test. */
export const pairedRule: GateRule = (machine, cells) => {
  const screens = machine.takePairs(cells, SCREEN_PAIRS);
  const comparisons = cells.map((cell, index) => ({
    key: String(cell),
    better: "lower" as const,
    margin: MARGIN,
    minimumChange: { kind: "ms" as const },
    screen: screens[index]!,
    confirm: [],
  }));
  const candidates = candidatesOf(comparisons);
  const confirms = machine.takePairs(candidates.map(Number), CONFIRM_PAIRS);
  const fresh = new Map(candidates.map((key, index) => [key, confirms[index]!]));
  return judge(comparisons.map((comparison) => ({ ...comparison, confirm: fresh.get(comparison.key) ?? [] }))).map(
    ({ verdict }) => verdict,
  );
};

/** A widely used rule: one run of each side, red above 10 %. Here the two runs are back to back, which favors the rule. */
export const singleRunRule: GateRule = (machine, cells) =>
  machine.takePairs(cells, 1).map(([pair]) => (pair!.head / pair!.base > SINGLE_RUN_LIMIT ? "regressed" : "pass"));

/**
 * Applies a rule to suites with a known truth, on simulated machines that drift, share a host with an intermittent
 * neighbor, and have occasional spikes and constant noise.
 */
export function simulateGate({ suites, noise, changed, seed }: Scenario, rule: GateRule = pairedRule): SimulatedGate {
  let red = 0;
  let found = 0;
  let passed = 0;
  let inconclusive = 0;
  for (let suite = 0; suite < suites; suite += 1) {
    const random = randomStream(seed, "suite", suite);
    const changedCell = changed === null ? null : random.nextIntBelowOrEqual(SIMULATED_CELLS - 1);
    const cells = Array.from({ length: SIMULATED_CELLS }, (_, cell) => cell);
    const headRatios = cells.map((cell) => (cell === changedCell ? 1 + changed! : 1));
    const verdicts = rule(new SimulatedMachine(random, { noise, spikes: SPIKES }, headRatios), cells);
    if (verdicts.some((verdict, cell) => verdict === "regressed" && cell !== changedCell)) red += 1;
    if (changedCell !== null && verdicts[changedCell] === "regressed") found += 1;
    if (changedCell !== null && verdicts[changedCell] === "pass") passed += 1;
    inconclusive += verdicts.filter((verdict) => verdict === "inconclusive").length;
  }
  return {
    redSuites: red / suites,
    power: changed === null ? null : found / suites,
    passed: changed === null ? null : passed / suites,
    inconclusive: inconclusive / (suites * SIMULATED_CELLS),
  };
}
