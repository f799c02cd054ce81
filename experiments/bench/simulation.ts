import {
  type GateRule,
  pairedRule,
  type Scenario,
  SIMULATED_CELLS,
  simulateGate,
  singleRunRule,
} from "../../harness/judge/check/simulate.ts";
import { formatCount, formatShare } from "../../harness/judge/figures/format.ts";
import { alignedTable } from "../../reports/aligned-table.ts";

/** Its name for `--only`. */
export const SIMULATION = "simulation";
/** Shares of a few percent then have a standard error below 1 point, shares near a half one of 1.6 points. */
export const SIMULATED_SUITES = 1000;

const SEED = 1;
const CHANGED = 0.2;
const NOISES = [0.03, 0.08] as const;

const CONDITIONS: readonly { readonly name: string; readonly scenario: Pick<Scenario, "changed"> }[] = [
  { name: "nothing changed", scenario: { changed: null } },
  { name: "one cell +20 %", scenario: { changed: CHANGED } },
];

const RULES: readonly { readonly name: string; readonly rule: GateRule }[] = [
  { name: "single runs at 10 %", rule: singleRunRule },
  { name: "check", rule: pairedRule },
];

/** The rule of `check` on suites with known truth, next to the rule that many use. */
export function simulationReport(suites: number): string {
  const rows = NOISES.flatMap((noise) =>
    CONDITIONS.flatMap(({ name, scenario }) =>
      RULES.map(({ name: ruleName, rule }) => {
        const gate = simulateGate({ suites, noise, seed: SEED, ...scenario }, rule);
        const { redSuites, power, passed, inconclusive } = gate;
        const shares = [redSuites, power, passed, inconclusive];
        return [ruleName, formatShare(noise), name, formatCount(suites), ...shares.map(shareText)];
      }),
    ),
  );
  return [
    alignedTable(["rule", "noise", "conditions", "suites", "red", "power", "passed", "inconclusive"], rows),
    "",
    `Simulated suites of ${SIMULATED_CELLS} cells on a machine with drift, neighbors and spikes. ` +
      "red: share of suites that call an unchanged cell regressed; power: share of suites that call the changed cell regressed; " +
      "passed: share of suites in which it passes; inconclusive: share of all verdicts.",
  ].join("\n");
}

function shareText(share: number | null): string {
  return share === null ? "—" : formatShare(share);
}
