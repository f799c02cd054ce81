import { randomStream } from "../../base/random/mt19937.ts";
import type { Verdict } from "./check-result.ts";
import { CONFIRM_PAIRS, candidatesOf, judge, MARGIN, SCREEN_PAIRS } from "./decide.ts";
import { type MachineNoise, SimulatedMachine } from "./simulated-machine.ts";

export const SIMULATED_CELLS = 24;
/** Share of samples that something rare hits. */
const SPIKES = 0.01;
/** What benchmarks commonly call a regression: one run of each side, more than a tenth apart. */
const SINGLE_RUN_LIMIT = 1.1;

export interface Scenario extends Pick<MachineNoise, "noise"> {
  readonly suites: number;
  /** What one cell of each suite got slower by, 0.2 is a fifth; null where none did. */
  readonly changed: number | null;
  readonly seed: number;
}

export interface SimulatedGate {
  /** Share of suites in which a cell that did not change was called regressed. */
  readonly redSuites: number;
  /** Share of suites in which the changed cell was called regressed; null where none changed. */
  readonly power: number | null;
  /** Share of suites in which the changed cell passed, which is worse than doubt; null where none changed. */
  readonly passed: number | null;
  /** Share of all verdicts. */
  readonly inconclusive: number;
}

/** Verdicts by cell on what a machine measures. */
export type GateRule = (machine: SimulatedMachine, cells: readonly number[]) => readonly Verdict[];

/** The rule of the check: a screen of all cells, fresh pairs of the candidates, a test. */
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

/** The rule that many use: one run of each side, red at 10 %. The two runs are neighbors here, which is kind to it. */
export const singleRunRule: GateRule = (machine, cells) =>
  machine.takePairs(cells, 1).map(([pair]) => (pair!.head / pair!.base > SINGLE_RUN_LIMIT ? "regressed" : "pass"));

/**
 * What a rule makes of suites whose truth is known, on machines that drift, share a host with a neighbor that comes and
 * goes, stumble now and then, and are noisy throughout.
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
