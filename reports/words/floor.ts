import type { Floor } from "../../harness/judge/analysis/standard.ts";
import { formatCount, formatNumber, plural } from "../../harness/judge/figures/format.ts";
import { quoted } from "./class-names.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";

type Rule = Floor["rule"];
type Side = Floor["selectedOn"];

interface Said {
  readonly figures: Readonly<Record<Rule["figure"], string>>;
  /** @param label in quotes */
  readonly ofClass: (figure: string, label: string) => string;
  /** @param count of the rows; null where it is not said */
  readonly rows: (side: Side, count: string | null) => string;
  readonly on: (rules: readonly string[], rows: string) => string;
  /** @param percent a number */
  readonly atLeast: (percent: string, figure: string) => string;
  /** @param figure null for the accuracy, which needs no name */
  readonly within: (points: string, figure: string | null) => string;
  readonly points: (points: number) => string;
}

const CHINESE_SIDES: Readonly<Record<Side, string>> = { validation: "验证集", test: "测试集" };

const said: InLanguages<Said> = {
  en: {
    figures: {
      accuracy: "accuracy",
      macroF1: "macro F1",
      balancedAccuracy: "balanced accuracy",
      f1: "F1",
      precision: "precision",
      recall: "recall",
    },
    ofClass: (figure, label) => `${figure} of ${label}`,
    rows: (side, count) => (count === null ? `on the ${side} rows` : `on the ${count} ${side} rows`),
    on: (rules, rows) => `${listed(rules)} ${rows}`,
    atLeast: (percent, figure) => `with at least ${percent} % ${figure}`,
    within: (points, figure) => `within ${points} of the baseline${figure === null ? "" : `’s ${figure}`}`,
    points: (points) => (points === 1 ? plural(1, "point") : `${formatNumber(points)} points`),
  },
  zh: {
    figures: {
      accuracy: "准确率",
      macroF1: "宏平均F1",
      balancedAccuracy: "平衡准确率",
      f1: "F1",
      precision: "精确率",
      recall: "召回率",
    },
    ofClass: (figure, label) => `${label}的${figure}`,
    rows: (side, count) => (count === null ? `在${CHINESE_SIDES[side]}上` : `在${count}条${CHINESE_SIDES[side]}样本上`),
    on: (rules, rows) => `${rows}${rules.join("且")}`,
    atLeast: (percent, figure) => `${figure}不低于${percent} %`,
    within: (points, figure) => `${figure ?? "准确率"}与基线相差不超过${points}`,
    points: (points) => `${formatNumber(points)}个百分点`,
  },
};

/** "accuracy", "recall of “fraud”" */
export function ruleFigureText({ figure, label }: Pick<Rule, "figure" | "label">, language: Language = "en"): string {
  const { figures, ofClass } = said[language];
  return label === null ? figures[figure] : ofClass(figures[figure], quoted(label));
}

/**
 * "within 1 point of the baseline on the 169 validation rows", "with at least 85 % accuracy on the test rows"; several
 * rules are joined. In Chinese a predicate: "在169条验证集样本上准确率与基线相差不超过1个百分点".
 * @param floors at least one
 */
export function floorText(
  floors: readonly Pick<Floor, "rule" | "selectedOn" | "rows">[],
  language: Language = "en",
): string {
  const rules = floors.map(({ rule }) => ruleText(rule, language));
  return said[language].on(rules, selectingRows(floors[0]!, language));
}

/** "on the 169 validation rows", "在169条验证集样本上" */
export function selectingRows(
  { selectedOn, rows }: Pick<Floor, "selectedOn" | "rows">,
  language: Language = "en",
): string {
  return said[language].rows(selectedOn, rows === null || selectedOn === "test" ? null : formatCount(rows));
}

/** "within 1 point of the baseline’s macro F1", "with at least 80 % recall of “fraud”"; in Chinese "“fraud”的召回率不低于80 %". */
export function ruleText(rule: Rule, language: Language = "en"): string {
  const { atLeast, within } = said[language];
  if ("atLeast" in rule) return atLeast(formatNumber(rule.atLeast * 100), ruleFigureText(rule, language));
  const figure = rule.figure === "accuracy" ? null : ruleFigureText(rule, language);
  return within(pointsText(rule.withinPoints, language), figure);
}

/** 1 -> "1 point", 0.5 -> "0.5 points" */
export function pointsText(points: number, language: Language = "en"): string {
  return said[language].points(points);
}
