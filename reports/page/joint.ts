import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { type Joint, jointTrainings, type OwnerOutcome } from "../../harness/judge/analysis/trainings/joint.ts";
import { formatCount, formatPoints, formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";
import type { ColumnWords } from "../words/column-words.ts";
import type { InLanguages, Language } from "../words/language.ts";
import { numberColumn, textCell } from "./cells.ts";
import type { Column } from "./column.ts";
import { tableMarkup } from "./table.ts";

interface Said {
  readonly title: string;
  readonly lede: string;
  readonly caption: string;
  readonly training: ColumnWords;
  readonly owner: ColumnWords;
  readonly rows: ColumnWords;
  readonly alone: ColumnWords;
  readonly joint: ColumnWords;
  readonly gain: ColumnWords;
  readonly aloneUsd: ColumnWords;
  readonly jointUsd: ColumnWords;
}

const said: InLanguages<Said> = {
  en: {
    title: "Joining other owners",
    lede: "Each owner trains its own rows, and weights alone are exchanged. Dollars are of the training steps, on a machine for each owner over the usual link: all wait for the one with most steps, and each pays its Shapley value, the mean of what it adds to the bill over all orders of joining.",
    caption: "Accuracies are means over the trainings, on the test rows that all share.",
    training: { title: "Training", help: "The configuration" },
    owner: { title: "Owner", help: "The worker that has the rows" },
    rows: { title: "Rows", help: "Training rows of the owner" },
    alone: { title: "Alone", help: "Test accuracy of a model of its own rows, trained for as many epochs" },
    joint: { title: "Joint", help: "Test accuracy of the model of all owners; none for one that dropped out" },
    gain: {
      title: "Gain at least, points",
      help: "By how much the joint model is shown to be more accurate, at 95 % for all owners together, whichever rows an owner’s own model has right: below 0, chance may explain the difference",
    },
    aloneUsd: { title: "Alone, dollars", help: "Training steps of its own rows" },
    jointUsd: { title: "Joint, dollars", help: "Its share of what all spend; not counted for more than eight owners" },
  },
  zh: {
    title: "与其他数据方联合",
    lede: "每个数据方训练自己的样本，只交换权重。成本为训练步骤的成本，每方一台机器，用通常的链路相连：各方都等待步骤最多的一方，并按Shapley值分摊，即在所有加入顺序中其使账单增加的平均值。",
    caption: "准确率为各次训练在共同测试集样本上的平均值。",
    training: { title: "训练", help: "配置" },
    owner: { title: "数据方", help: "拥有这些样本的进程" },
    rows: { title: "样本数", help: "该数据方的训练集样本数" },
    alone: { title: "单独准确率", help: "只用自己的样本、训练同样多epoch的模型的测试准确率" },
    joint: { title: "联合准确率", help: "所有数据方的模型的测试准确率；中途退出者没有" },
    gain: {
      title: "至少提升（百分点）",
      help: "联合模型的准确率至少高出多少（对所有数据方同时有95 %的把握，无论各方自己的模型答对哪些样本）；低于0时，差异可能出于偶然",
    },
    aloneUsd: { title: "单独成本", help: "自己样本的训练步骤" },
    jointUsd: { title: "联合成本", help: "在全部支出中分摊的份额；多于八方时不计算" },
  },
};

interface Row extends OwnerOutcome, Pick<Joint, "jointAccuracy"> {
  readonly label: string;
  /** From 1. */
  readonly owner: number;
}

/** What each owner has alone and joined; empty where no owners train together. */
export function jointSection(analysis: Analysis, language: Language = "en"): Markup {
  const all = jointTrainings(analysis);
  if (all.length === 0) return html``;
  const { title, lede, caption } = said[language];
  const rows = all.flatMap(({ one, owners, jointAccuracy }) =>
    owners.map((outcome, index): Row => ({ ...outcome, jointAccuracy, label: one.label, owner: index + 1 })),
  );
  return html`<section id="joint">
<h2>${title}</h2>
<p class="lede">${lede}</p>
${tableMarkup({ id: "owners", caption, columns: columnsIn(language), rows, rowClass: () => "" }, language)}
</section>`;
}

function columnsIn(language: Language): Column<Row>[] {
  const words = said[language];
  return [
    { ...words.training, kind: "text", read: ({ label }) => textCell(label) },
    numberColumn(words.owner, ({ owner }) => owner, formatCount),
    numberColumn(words.rows, ({ rows }) => rows, formatCount),
    numberColumn(words.alone, ({ aloneAccuracy }) => aloneAccuracy, formatShare),
    numberColumn(
      words.joint,
      ({ jointAccuracy, leftAfter }) => (leftAfter === null ? jointAccuracy : null),
      formatShare,
    ),
    numberColumn(words.gain, ({ gain }) => gain?.bound ?? null, formatPoints),
    numberColumn(words.aloneUsd, ({ usd }) => usd.alone, formatUsd),
    numberColumn(words.jointUsd, ({ usd }) => usd.joint, formatUsd),
  ];
}
