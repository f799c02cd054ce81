import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { reachedAt } from "../../harness/judge/analysis/trainings/to-accuracy.ts";
import type { ReachedAccuracy } from "../../harness/judge/analysis/trainings/training-findings.ts";
import { formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { evenly, MOST_LINES } from "../charts/evenly.ts";
import { html, type Markup } from "../html.ts";
import { sampledNote } from "../words/charts/sampled.ts";
import type { ColumnWords } from "../words/column-words.ts";
import type { InLanguages, Language } from "../words/language.ts";
import { type NamedKind, namedKinds, reachedRange, reachedTime } from "../words/to-accuracy.ts";
import { textCell } from "./cells.ts";
import type { Column, TableCell } from "./column.ts";
import { chartsMarkup, type NamedChart } from "./figures.ts";
import { tableMarkup } from "./table.ts";

interface Said {
  readonly title: string;
  readonly lede: string;
  readonly caption: string;
  readonly training: ColumnWords;
  readonly to: (accuracy: string) => ColumnWords;
  readonly reaching: (reached: number, trainings: number) => string;
}

const said: InLanguages<Said> = {
  en: {
    title: "What an accuracy costs to reach",
    lede: "Training up to the first epoch whose test accuracy is that high, scored with the weights as trained; a student’s teachers come first. What some trainings never reach has no upper end, and no median where half of them do not.",
    caption:
      "Median time over the trainings, its range, and the dollars of the median. summary.json has accuracies in steps of half a point.",
    training: { title: "Training", help: "The configurations that use it" },
    to: (accuracy) => ({ title: `to ${accuracy}`, help: `Time until the test accuracy first is ${accuracy}` }),
    reaching: (reached, trainings) => `${reached} of ${trainings} trainings reach it`,
  },
  zh: {
    title: "达到某一准确率的成本",
    lede: "训练到测试准确率首次达到该值的那个epoch为止，按训练所得的权重评分；学生模型的教师模型先行训练。若有的训练始终达不到，则没有上限；若半数达不到，则没有中位数。",
    caption: "各次训练用时的中位数、范围，以及中位数对应的美元。summary.json中有以半个百分点为步长的各档准确率。",
    training: { title: "训练", help: "使用该训练的配置" },
    to: (accuracy) => ({ title: `达到${accuracy}`, help: `测试准确率首次达到${accuracy}所用的时间` }),
    reaching: (reached, trainings) => `${trainings}次训练中有${reached}次达到`,
  },
};

/** More columns would not fit. */
const MOST_COLUMNS = 4;

/** Time and money to accuracies, of several kinds of training; empty if there is one kind alone. */
export function toAccuracySection(
  analysis: Analysis,
  charts: readonly NamedChart[],
  language: Language = "en",
): Markup {
  const kinds = namedKinds(analysis, language);
  if (kinds.length < 2) return html``;
  const { thresholds } = analysis.toAccuracy;
  const rows = evenly(kinds, MOST_LINES);
  const { title, lede, caption } = said[language];
  return html`<section id="to-accuracy">
<h2>${title}</h2>
<p class="lede">${lede}</p>
${chartsMarkup(charts, language)}
${tableMarkup(
  {
    id: "accuracies",
    caption: `${caption}${sampledNote(rows.length, kinds.length, language)}`,
    columns: [
      nameColumn(language),
      ...shownThresholds(thresholds).map((threshold) => thresholdColumn(threshold, language)),
    ],
    rows,
    rowClass: () => "",
  },
  language,
)}
</section>`;
}

function nameColumn(language: Language): Column<NamedKind> {
  return { ...said[language].training, kind: "text", read: ({ name }) => textCell(name) };
}

/** Evenly spaced ones, the highest among them. */
function shownThresholds(thresholds: readonly number[]): number[] {
  const step = Math.max(1, Math.ceil((thresholds.length - 1) / (MOST_COLUMNS - 1)));
  return thresholds.filter((_, index) => (thresholds.length - 1 - index) % step === 0);
}

function thresholdColumn(threshold: number, language: Language): Column<NamedKind> {
  return {
    ...said[language].to(formatShare(threshold)),
    kind: "number",
    read: (kind) => reachedCell(reachedAt(kind, threshold), kind.trainings, language),
  };
}

function reachedCell(reached: ReachedAccuracy, trainings: number, language: Language): TableCell {
  const reaching = said[language].reaching(reached.trainings, trainings);
  const { ms, usd } = reached;
  const details = [reachedRange(reached, language), usd.middle === null ? reaching : formatUsd(usd.middle)];
  const detail = details.filter((part) => part !== "").join(" · ");
  return { text: reachedTime(reached, language), detail, title: reaching, sort: ms.middle };
}
