import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type {
  EffectsByQuantity,
  Interaction,
  LeverQuantity,
} from "../../harness/judge/analysis/levers/lever-effects.ts";
import { formatCount } from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";
import { axisTitle } from "../words/axes.ts";
import type { ColumnWords } from "../words/column-words.ts";
import type { InLanguages, Language } from "../words/language.ts";
import {
  againstReference,
  changeNames,
  effectGrounds,
  effectRange,
  effectText,
  isMeasured,
  leverSentences,
  toldText,
} from "../words/levers.ts";
import { inSentences, plainText } from "../words/sentence.ts";
import { numberColumn, textCell } from "./cells.ts";
import { type Column, NOT_MEASURED } from "./column.ts";
import { chartsMarkup, type NamedChart } from "./figures.ts";
import { tableMarkup } from "./table.ts";

/** A change of one lever, or of two together. */
interface LeverRow extends EffectsByQuantity {
  readonly lever: string;
  readonly change: string;
  readonly settings: number;
}

interface Said {
  readonly title: string;
  readonly caption: string;
  readonly change: ColumnWords;
  readonly quantities: Readonly<Record<LeverQuantity, ColumnWords>>;
  /** @param help of the quantity */
  readonly averaged: (help: string) => string;
  readonly same: string;
  readonly beyondChance: ColumnWords;
  readonly settings: ColumnWords;
  readonly together: (one: string, other: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    title: "What each lever does",
    caption:
      "Each value against the baseline’s or, without a baseline, the matrix’ first; two levers together where they do more or less than each alone. summary.json has every two values (of up to 20 on one lever) and every two levers.",
    change: { title: "Change", help: "The value that replaces the other; below, the axis" },
    quantities: {
      cost: { title: "Serving cost", help: "Cost of serving over that without the change" },
      trainingCost: { title: "Training cost", help: "Cost of training over that without the change" },
      accuracy: { title: "Test accuracy", help: "Difference of test accuracy" },
    },
    averaged: (help) => `${help}, averaged over configurations that are equal in all else; below, its 95 % interval`,
    same: "the same",
    beyondChance: {
      title: "Beyond chance",
      help: "What changes at 5 % by Holm’s procedure, over all comparisons of the lever or of the two levers",
    },
    settings: {
      title: "Settings",
      help: "Settings of the other levers that have both values, or all four combinations of two levers",
    },
    together: (one, other) => `${one} and ${other}, beyond each alone`,
  },
  zh: {
    title: "各手段的作用",
    caption:
      "各取值与基线的取值相比，没有基线时与矩阵中的第一个取值相比；两个手段合用的效果多于或少于各自效果时也列出。summary.json中有每两个取值（一个手段至多20个）和每两个手段的比较。",
    change: { title: "改动", help: "代替原值的取值；下方为其所在的轴" },
    quantities: {
      cost: { title: "推理成本", help: "推理成本与未改动时之比" },
      trainingCost: { title: "训练成本", help: "训练成本与未改动时之比" },
      accuracy: { title: "测试准确率", help: "测试准确率之差" },
    },
    averaged: (help) => `${help}，对其余各项都相同的配置取平均；下方为其95 %置信区间`,
    same: "相同",
    beyondChance: {
      title: "超出偶然",
      help: "对该手段或这两个手段的全部比较，按Holm方法在5 %水平上检出变化的指标",
    },
    settings: { title: "设置数", help: "其他手段的设置中，两个取值（或两个手段的四种组合）都有的个数" },
    together: (one, other) => `${one}与${other}合用，各自效果之外`,
  },
};

function columnsIn(language: Language): readonly Column<LeverRow>[] {
  const { change, beyondChance, settings } = said[language];
  return [
    { ...change, kind: "text", read: (row) => textCell(row.change, row.lever) },
    quantityColumn("cost", language),
    quantityColumn("trainingCost", language),
    quantityColumn("accuracy", language),
    { ...beyondChance, kind: "text", read: (row) => textCell(toldText(row, language) || "—") },
    numberColumn(settings, (row) => row.settings, formatCount),
  ];
}

function quantityColumn(quantity: LeverQuantity, language: Language): Column<LeverRow> {
  const { quantities, averaged, same } = said[language];
  const { title, help } = quantities[quantity];
  return {
    title,
    help: averaged(help),
    kind: "number",
    read: (row) => {
      const effect = row[quantity];
      if (effect === null) return NOT_MEASURED;
      const detail = effectRange(quantity, effect, language);
      const text = effect.isExact ? same : effectText(quantity, effect.value, language);
      return {
        text,
        ...(detail === "" ? {} : { detail }),
        title: effectGrounds(effect, language),
        sort: effect.value,
      };
    },
    isNeeded: (rows) => rows.some((row) => isMeasured(row[quantity])),
  };
}

/** What each axis of the matrix does, in words, charts and a table; empty where no two configurations can be compared. */
export function leverSection({ levers }: Analysis, charts: readonly NamedChart[], language: Language = "en"): Markup {
  const { title, caption } = said[language];
  const rows = [
    ...againstReference(levers).map((one) => {
      const { from, to } = changeNames(one, language);
      return { ...one, lever: axisTitle(one.axis, language), change: `${from} → ${to}` };
    }),
    ...levers.interactions.filter((one) => toldText(one) !== "").map((one) => interactionRow(one, language)),
  ];
  if (rows.length === 0) return html``;
  return html`<section id="levers" data-testid="levers">
<h2>${title}</h2>
<p class="lede">${plainText(inSentences(leverSentences(levers, language), language))}</p>
${chartsMarkup(charts, language)}
${tableMarkup({ id: "lever-effects", caption, columns: columnsIn(language), rows, rowClass: () => "" }, language)}
</section>`;
}

function interactionRow({ changes: [one, other], ...effects }: Interaction, language: Language): LeverRow {
  return {
    ...effects,
    lever: `${axisTitle(one.axis, language)} × ${axisTitle(other.axis, language)}`,
    change: said[language].together(changeNames(one, language).to, changeNames(other, language).to),
  };
}
