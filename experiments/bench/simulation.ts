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

/** What `--only` asks for by. */
export const SIMULATION = "simulation";
/** Shares of some per cent then scatter by less than one, shares about a half by 1.6. */
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

/** The verdict rule of `check` on suites whose truth is known, beside the rule that many use. */
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
    `Simulated suites of ${SIMULATED_CELLS} cells on a machine that drifts, shares its host and stumbles. ` +
      "red: suites in which a cell that did not change is called regressed; power: suites in which the changed cell is, passed: in which it passes; " +
      "inconclusive: of all verdicts.",
  ].join("\n");
}

function shareText(share: number | null): string {
  return share === null ? "—" : formatShare(share);
}
