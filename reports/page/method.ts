import { FEWEST_PAIRS } from "../../harness/contract/measuring.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { SAME_WITHIN } from "../../harness/judge/analysis/ties.ts";
import { HOURS_PER_MONTH } from "../../harness/judge/pricing/monthly/month.ts";
import { html, type Markup } from "../html.ts";
import { floorText } from "../words/floor.ts";
import { precisionText } from "../words/precision.ts";
import { arrivalsText } from "../words/scenarios.ts";
import { figuresIn } from "./figure-columns.ts";

type TermDefinition = readonly [term: string, meaning: string];

const definitionsFor = (plan: Analysis["plan"]): readonly TermDefinition[] => [
  [
    "Runs",
    "Each phase (training, compressing, serving) runs in a fresh process, one at a time. Accuracy is measured with the exported file, on the backend that is timed.",
  ],
  [
    "Dollars",
    `The price of the whole instance for as long as its threads and workers work (one, unless the matrix sets others), busy all the time, with texts ${arrivalsText(plan)}. An instance that waits for texts costs as much as one that works: a month of it is its hourly price × ${HOURS_PER_MONTH}, however few texts it serves.`,
  ],
  ...definitions(),
  [
    "95 % intervals",
    "Of a share of rows (accuracy): exact (Clopper and Pearson), of as many independent rows as would leave the error over rows and trainings together (Korn and Graubard). Of F1, precision, recall and their means: Student’s t with the jackknife over the rows and the spread over the trainings. Of medians over samples or runs: order statistics or, of fewer than six values, Student’s t of their logarithms. Of one value: none, and the range of its rounds is shown if it has some.",
  ],
  [
    "vs baseline",
    "Difference in test accuracy, paired by seed and test row. The 95 % interval is that over trainings and test rows together. The p value is from an exact sign test with one vote per test row (with one seed, McNemar’s test).",
  ],
  [
    "On the frontier",
    "Share of resamples in which no other configuration is both cheaper and more accurate. Each resample draws seeds (with all their runs), test rows and rounds of serving, the same for all configurations; a run’s throughput is the median of its samples in the drawn rounds (without samples, one between its slowest and fastest round).",
  ],
  [
    "Groups",
    "Letters of configurations that cannot be told apart, for their cost and for their accuracy: every two are compared, by rounds, or by seeds and rows (of one seed, by its rows alone), and what differs at 5 % by Holm’s procedure shares no letter. What lies beyond one that is told apart is told apart, too. So many comparisons take more evidence each than those of the verdicts, which compare with the answer alone: a configuration can be called dearer and still share its letter. Costs that are certainly within what counts as the same are no difference.",
  ],
  [
    "What each lever does",
    "Effects are contrasts within seeds and rounds, averaged over the settings of the other axes that have all of the compared values. Costs are compared by their logarithms: the median over the rounds with its order statistics and a sign test or, of fewer than six pairs, Student’s t. Accuracies are compared by row and seed, as “vs baseline” is. An interaction is how far two changes together differ from the sum of each alone, or from the product for costs.",
  ],
  [
    "Rounds",
    "After the cells have run, their serving is sampled in rounds: each round serves a cell of each configuration once in a short fresh process, in another order, and seeds take turns. Throughput, peak memory and cost come from these samples; configurations that serve the same graph on the same texts share theirs. A single configuration is compared with nothing and has no rounds: its figures are those of its runs.",
  ],
  [
    "Good enough",
    "A rule is met if the configuration is shown to reach it: if its figure, or its difference from the baseline’s, is above the limit by more than chance explains, at 95 % over all configurations that are judged. The standard error adds the spread over the rows and that over the trainings. A chosen threshold is judged by cross-fitting: each fifth of the validation rows is answered by the threshold that the others choose. Where the rows are too few to tell, the configuration is “not shown” to be good enough, and is not chosen. A configuration that most of its trainings leave no better than one answer for all texts, or that never gives some answer, is never good enough.",
  ],
  [
    "Ties",
    `Costs are compared in pairs: samples of the same round, seed and repeat, or runs of equal seed and repeat where there are no samples. One costs more if the interval of the median ratio is above 1, the same if the whole interval is within ${Math.round((SAME_WITHIN - 1) * 100)} % of 1, and otherwise it is not told apart. The intervals hold together with 95 %, and it takes at least ${FEWEST_PAIRS} pairs to name a winner. What costs more than one that is told apart is no tie.`,
  ],
  [
    "Disturbed",
    "While something is timed, the kernel tells what else the machine did. A timing is disturbed if other programs used more than a quarter of a core, or if more than a tenth of the time was stolen by the hypervisor, stopped by a CPU quota, or spent waiting for a core. A disturbed sample is taken again, at most twice; the least disturbed one counts.",
  ],
  ["—", "Not measured; never a zero."],
];

/** Definitions of every figure in the tables of configurations and runs. */
function definitions(): TermDefinition[] {
  const shown = new Set([...figuresIn("configurations"), ...figuresIn("runs")]);
  return [...shown].map(({ title, help, method }) => [title, `${help}.${method === undefined ? "" : ` ${method}`}`]);
}

/** What the figures mean. */
export function methodSection({ floors, plan, precision }: Analysis): Markup {
  return html`<section id="method">
<h2>How it was measured</h2>
<p class="lede">${selection(floors[0]?.selectedOn ?? "test", floorText(floors), plan.seeds.length)}</p>
${
  precision?.isReached
    ? html`<p>${precisionText(precision)}</p>
`
    : ""
}<dl class="definitions">${definitionsFor(plan).map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>
</section>`;
}

function selection(selectedOn: "validation" | "test", phrase: string, seeds: number): string {
  const how = `The answer is the configuration with the lowest median cost among those ${phrase} with ${seeds === 1 ? "all runs" : `all ${seeds} seeds`} finished, or a more accurate one that costs about the same.`;
  return selectedOn === "validation"
    ? `${how} Validation rows are held out from training. The reported accuracy is measured on test rows, which played no part in the choice.`
    : `${how} The test rows were used both to choose and to report, so the winner’s accuracy is slightly optimistic.`;
}
