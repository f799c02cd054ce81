import { countEach } from "../../../harness/base/count-each.ts";
import { type CheckResult, type CheckRow, isWorse, type Verdict } from "../../../harness/judge/check/check-result.ts";
import { METRICS } from "../../../harness/judge/check/metrics.ts";
import { inReadingOrder } from "../../../harness/judge/check/reading-order.ts";
import { formatCount } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";
import { oneLine } from "../one-line.ts";
import { inSentences, plainText } from "../sentence.ts";
import { exactFigureText, figureText, rowTitle } from "./figures.ts";
import { fullSentence } from "./full-sentence.ts";
import { keptText, reasonText } from "./reason.ts";

interface Said {
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly waived: (verdict: string) => string;
  readonly warning: (verdict: string) => string;
  readonly count: (count: string, verdict: string) => string;
  readonly andMore: (label: string, others: number) => string;
  readonly waivedUntil: (until: string, reason: string) => string;
  readonly limit: (figure: string, value: string, isAbove: boolean, limit: string, where: string) => string;
  /** Between clauses. */
  readonly semicolon: string;
}

const said: InLanguages<Said> = {
  en: {
    verdicts: {
      regressed: "regressed",
      "over-budget": "over budget",
      changed: "changed",
      missing: "missing",
      inconclusive: "inconclusive",
      "not-comparable": "not comparable",
      improved: "improved",
      pass: "pass",
    },
    waived: (verdict) => `${verdict} (waived)`,
    warning: (verdict) => `${verdict} (warning)`,
    count: (count, verdict) => `${count} ${verdict}`,
    andMore: (label, others) => `${label} and ${others} more`,
    waivedUntil: (until, reason) => `waived until ${until}: ${reason}`,
    limit: (figure, value, isAbove, limit, where) =>
      `${figure} ${value} is ${isAbove ? "above" : "below"} the limit of ${limit} (${where})`,
    semicolon: "; ",
  },
  zh: {
    verdicts: {
      regressed: "退步",
      "over-budget": "超出预算",
      changed: "有改变",
      missing: "缺失",
      inconclusive: "无法判定",
      "not-comparable": "不可比",
      improved: "改进",
      pass: "通过",
    },
    waived: (verdict) => `${verdict}（已豁免）`,
    warning: (verdict) => `${verdict}（警告）`,
    count: (count, verdict) => `${count}项${verdict}`,
    andMore: (label, others) => `${label}和另外${others}个`,
    waivedUntil: (until, reason) => `豁免至${until}：${reason}`,
    limit: (figure, value, isAbove, limit, where) =>
      `${figure}为${value}，${isAbove ? "高于" : "低于"}限值${limit}（${where}）`,
    semicolon: "；",
  },
};

/** "regressed", "regressed (waived)", "changed (warning)", "not comparable" */
export function verdictText(row: CheckRow, language: Language = "en"): string {
  const { verdicts, waived, warning } = said[language];
  const name = verdicts[row.verdict];
  if (!isWorse(row)) return name;
  if (row.waiver !== null) return waived(name);
  return row.severity === "warning" ? warning(name) : name;
}

/** 2, "not-comparable" -> "2 not comparable", "2项不可比" */
export function verdictCount(count: number, verdict: Verdict, language: Language = "en"): string {
  const { verdicts, count: counted } = said[language];
  return counted(formatCount(count), verdicts[verdict]);
}

/** How many rows have each verdict, in reading order: ["2 regressed", "31 pass"] */
export function verdictCounts(result: Pick<CheckResult, "rows">, language: Language = "en"): string[] {
  const counts = countEach(inReadingOrder(result).map((row) => verdictText(row, language)));
  return [...counts].map(([text, count]) => said[language].count(formatCount(count), text));
}

/** "float32", or "float32 and 2 more" where the row covers other cells too; on one line. */
export function labelText(row: Pick<CheckRow, "label" | "alsoOf">, language: Language = "en"): string {
  return oneLine(suiteText(row, language));
}

/** The same without changes to the label, for formats that escape it. */
export function suiteText({ label, alsoOf }: Pick<CheckRow, "label" | "alsoOf">, language: Language = "en"): string {
  return alsoOf.length === 0 ? label : said[language].andMore(label, alsoOf.length);
}

/** Base and head in the metric's unit, or "—"; with all digits if rounding would hide the difference of an exact metric. */
export function figureTexts(
  { metric, base, head }: CheckRow,
  language: Language = "en",
): { readonly base: string; readonly head: string } {
  const isHidden =
    METRICS[metric].kind !== "sampled" &&
    typeof base === "number" &&
    typeof head === "number" &&
    base !== head &&
    figureText(metric, base, language) === figureText(metric, head, language);
  const text = (value: number | string | null) =>
    oneLine(isHidden ? exactFigureText(metric, value as number) : figureText(metric, value, language));
  return { base: text(base), head: text(head) };
}

/** The reason for the verdict with any broken limit, and the waiver, each as a sentence. */
export function explanation(row: CheckRow, language: Language = "en"): string {
  const { waiver } = row;
  const parts = [fullSentence(whyText(row, language), language)];
  if (waiver !== null) parts.push(fullSentence(said[language].waivedUntil(waiver.until, waiver.reason), language));
  return oneLine(plainText(inSentences(parts, language)));
}

/** What decided the verdict: a limit, the comparison with the base, or both. */
export function whyText(row: CheckRow, language: Language = "en"): string {
  const { limit, reason } = row;
  const { semicolon } = said[language];
  // Checks of schema 1 have one sentence about both.
  if (reason.kind === "text") return reasonText(row, language);
  if (limit === null)
    return [...withoutKept(row, language), ...row.kept.map((kept) => keptText(kept, language))].join(semicolon);
  const broken = limitText(row, limit, language);
  return limit.withoutLimit === "regressed" ? `${broken}${semicolon}${reasonText(row, language)}` : broken;
}

/** The reason, unless it is a limit that is among those kept. */
function withoutKept(row: CheckRow, language: Language): string[] {
  return row.reason.kind === "within-limit" && row.kept.length > 0 ? [] : [reasonText(row, language)];
}

/** "model file 166,340 B is above the limit of 166 kB (limits.json:3:40)" */
function limitText(row: CheckRow, { bound, text, where }: NonNullable<CheckRow["limit"]>, language: Language): string {
  const { metric, head } = row;
  const figure = typeof head === "number" ? exactFigureText(metric, head) : figureText(metric, head, language);
  return said[language].limit(rowTitle(row, language), figure, bound === "max", text, where);
}
