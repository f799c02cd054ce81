import { MARGIN } from "../../harness/contract/measuring.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { html, type Markup } from "../html.ts";
import { floorText } from "../words/floor.ts";
import { figuresIn } from "./figure-columns.ts";

type TermDefinition = readonly [term: string, meaning: string];

const DEFINITIONS: readonly TermDefinition[] = [
  [
    "Runs",
    "Each phase (training, compressing, serving) runs in a fresh process, one at a time. The accuracy is that of the exported file on the backend that is timed.",
  ],
  ...definitions(),
  [
    "vs baseline",
    "Paired by seed and test row; the 95 % interval is a bootstrap over the test rows, with the trainings fixed. The p is that of an exact sign test in which each test row has one vote (with one seed, McNemar’s test).",
  ],
  [
    "On the frontier",
    "Seeds (with all their runs) and test rows are resampled many times, and each run’s throughput between its slowest and fastest round; the share of draws in which no other configuration is both cheaper and more accurate.",
  ],
  [
    "Ties",
    `Two configurations tie where the runs do not show which costs less. Costs are compared pair by pair, by seed and repeat: a tie is where the 95 % interval of the median ratio holds 1 (fewer than 6 pairs: unless all of them differ by over ${100 * MARGIN} % in the same direction; one pair: also where the ranges of its rounds overlap).`,
  ],
  ["—", "Not measured. It never stands for 0."],
];

/** Of every figure in the tables of configurations and runs. */
function definitions(): TermDefinition[] {
  const shown = new Set([...figuresIn("configurations"), ...figuresIn("runs")]);
  return [...shown].map(({ title, help, method }) => [title, `${help}.${method === undefined ? "" : ` ${method}`}`]);
}

/** What the figures mean, in short. */
export function methodSection({ floor, plan }: Analysis): Markup {
  return html`<section id="method">
<h2>How it was measured</h2>
<p class="lede">${selection(floor.selectedOn, floorText(floor), plan.seeds.length)}</p>
<dl class="definitions">${DEFINITIONS.map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>
</section>`;
}

function selection(selectedOn: "validation" | "test", phrase: string, seeds: number): string {
  const how = `The answer is the configuration with the lowest median cost among those ${phrase} for which all ${seeds === 1 ? "runs" : `${seeds} seeds`} finished.`;
  return selectedOn === "validation"
    ? `${how} Validation rows are held back from training; the accuracy reported is that on test rows, which played no part in the choice.`
    : `${how} The test rows both chose and report, so the winner’s accuracy is a little flattered.`;
}
