import { median } from "simple-statistics";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { finishedRuns } from "../../harness/judge/analysis/cells.ts";
import { figureInterval } from "../../harness/judge/analysis/figure-interval.ts";
import { formatMs, formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { poolRuns } from "../../harness/judge/figures/pool.ts";
import { savedByEarlyStopping } from "../../harness/judge/figures/saved.ts";
import type { PricedRun } from "../../harness/judge/pricing/priced-run.ts";
import { html, type Markup } from "../html.ts";
import type { ColumnWords } from "../words/column-words.ts";
import { counted } from "../words/counted.ts";
import type { InLanguages, Language } from "../words/language.ts";
import { textCell } from "./cells.ts";
import type { Column } from "./column.ts";
import { figureColumn, figuresIn } from "./figure-columns.ts";
import { tableMarkup } from "./table.ts";

interface Said {
  readonly configuration: ColumnWords;
  readonly title: string;
  readonly caption: string;
  /** After the finding. */
  readonly extraTime: string;
  /** Figures are texts. @param trainings that have been stopped, of which the others are medians */
  readonly saved: (share: string, time: string, usd: string, trainings: number) => string;
}

const said: InLanguages<Said> = {
  en: {
    configuration: { title: "Configuration", help: "The values of the axes that vary" },
    title: "Trainings that follow the validation loss",
    caption:
      "Medians over the trainings and their 95 % intervals. “—” means no early stopping, or a schedule that ignores the loss.",
    extraTime: "Scoring the validation rows after each epoch takes extra time, which is not part of any cost.",
    saved: (share, time, usd, trainings) =>
      `Early stopping saved ${share} of the planned steps, ${time} and ${usd} per training (${trainings === 1 ? "1 training" : `medians over ${counted(trainings, "training")}`}). `,
  },
  zh: {
    configuration: { title: "配置", help: "有变化的各轴取值" },
    title: "跟随验证损失的训练",
    caption: "各次训练的中位数及其95 %置信区间。“—”表示没有早停，或学习率调度不参考验证损失。",
    extraTime: "每个epoch之后对验证集样本评分需要额外时间，这部分时间不计入任何成本。",
    saved: (share, time, usd, trainings) =>
      `早停使每次训练节省了计划步数的${share}、用时${time}和成本${usd}（${trainings === 1 ? counted(1, "training", "zh") : `${counted(trainings, "training", "zh")}的中位数`}）。`,
  },
};

/** A configuration with one run per training that follows the validation loss. */
interface TrainingRow {
  readonly label: string;
  readonly runs: readonly PricedRun[];
}

const columnsIn = (language: Language): readonly Column<TrainingRow>[] => [
  {
    ...said[language].configuration,
    kind: "text",
    read: ({ label }) => textCell(label),
  },
  ...figuresIn("validation-loss").map((figure) =>
    figureColumn(
      figure,
      true,
      ({ runs }: TrainingRow) =>
        (one) =>
          poolRuns(one, runs),
      ({ runs }) => figureInterval(figure, runs),
      language,
    ),
  ),
];

/** The section about trainings that follow the validation loss; empty if none do. */
export function followedSection({ configurations }: Analysis, language: Language = "en"): Markup {
  const { title, caption, extraTime } = said[language];
  const rows = configurations.flatMap(({ label, cells }): TrainingRow[] => {
    const followed = finishedRuns(cells).filter(
      ({ training }) => training.stopped != null || training.reducedAfter != null,
    );
    const runs = [...new Map(followed.map((run) => [run.usage.trainRun, run])).values()];
    return runs.length === 0 ? [] : [{ label, runs }];
  });
  if (rows.length === 0) return html``;
  return html`<section>
<h2>${title}</h2>
<p class="lede">${finding(
    rows.flatMap(({ runs }) => runs),
    language,
  )}${extraTime}</p>
${tableMarkup(
  {
    id: "followed",
    caption,
    columns: columnsIn(language),
    rows,
    rowClass: () => "",
  },
  language,
)}
</section>`;
}

/** "Early stopping saved 35.0 % of the planned steps (…). ", or nothing without early stopping. */
function finding(trainings: readonly PricedRun[], language: Language): string {
  const stopped = trainings.flatMap((run) => {
    const saved = savedByEarlyStopping(run);
    return saved === null ? [] : [{ ...saved, share: saved.steps / (saved.steps + run.usage.trainSteps) }];
  });
  if (stopped.length === 0) return "";
  const of = (read: (one: (typeof stopped)[number]) => number) => median(stopped.map(read));
  const share = formatShare(of((one) => one.share));
  const time = formatMs(of(({ wallMs }) => wallMs));
  return said[language].saved(share, time, formatUsd(of(({ usd }) => usd)), stopped.length);
}
