import type { Analysis, ConfigurationResult } from "../harness/judge/analysis/analysis.ts";
import { byCondition, namedBy } from "../harness/judge/analysis/within-condition.ts";
import { pooledFigure, RECORD_FIGURES } from "../harness/judge/figures/figures.ts";
import { formatCount, formatPoints } from "../harness/judge/figures/format.ts";
import { markdownText } from "./markdown-text.ts";
import { answersIn } from "./words/answer.ts";
import { valueText } from "./words/figures.ts";
import { pointsRange } from "./words/from-to.ts";
import { pricesText } from "./words/prices.ts";
import { refusalText } from "./words/refusal.ts";
import { groundsOf, headlineOf, type Sentence } from "./words/sentence.ts";
import { warningTexts } from "./words/warnings.ts";

/** With more rows, a comment on a pull request is not read; summary.csv has all of them. */
const MOST_ROWS = 40;

/** The answer, the configurations and the reasons for doubt as GitHub Markdown, for a comment or a file beside the code. */
export function reportMarkdown(analysis: Analysis): string {
  const { plan, warnings, prices } = analysis;
  const answers = answersIn(analysis).map(
    (parts) =>
      `**${flat(headlineOf(parts))}**\n\n${groundsOf(parts).length === 0 ? "" : `${emphasized(groundsOf(parts))}\n\n`}`,
  );
  const doubts = warningTexts(warnings).map((text) => `- ${markdownText(text)}\n`);
  const lines = pricesText(prices).map((text) => `${markdownText(text)}\n\n`);
  return `## ${markdownText(plan.name)}: price and performance\n\n${answers.join("")}${configurations(analysis)}${folded("Reasons to doubt the figures", doubts.join(""))}${lines.join("")}`;
}

function flat(text: Sentence): string {
  return text.map((span) => inLine(typeof span === "string" ? span : span.strong)).join("");
}

/** Names that are emphasized are bold. */
function emphasized(text: Sentence): string {
  return text.map((span) => (typeof span === "string" ? inLine(span) : `**${inLine(span.strong)}**`)).join("");
}

/** A piece of a sentence, with the spaces that part it from the others. */
function inLine(text: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return `${before}${markdownText(inner)}${after}`;
}

const SHOWN = RECORD_FIGURES.filter(({ terminal }) => terminal !== undefined);

/** The cheapest of each condition first, and those without figures last. */
function configurations(analysis: Analysis): string {
  const named = namedBy(analysis);
  const cost = ({ figures }: ConfigurationResult) => figures?.usdPerMillionTexts.middle ?? Number.POSITIVE_INFINITY;
  const sorted = byCondition(analysis).flatMap(({ analysis: own }) =>
    [...own.configurations].sort((a, b) => cost(a) - cost(b)),
  );
  const head = [
    "configuration",
    ...SHOWN.map(({ title }) => title),
    "vs baseline",
    "runs",
    "cannot be the answer since",
  ];
  const rule = head.map((_, index) => (index === 0 || index === head.length - 1 ? "---" : "--:"));
  const rows = sorted.slice(0, MOST_ROWS).map((one) => rowOf(one, named.has(one.id)));
  const left = sorted.length - rows.length;
  const note = left <= 0 ? "" : `${formatCount(left)} more are in summary.csv.\n\n`;
  return `${line(head.map(markdownText))}${line(rule)}${rows.join("")}\n${note}`;
}

function rowOf(one: ConfigurationResult, isNamed: boolean): string {
  const { label, figures, versusBaseline, isBaseline, finished, cells, refusal } = one;
  const name = markdownText(label);
  return line([
    isNamed ? `**${name}**` : name,
    ...SHOWN.map((figure) => markdownText(valueText(figure, figures === null ? null : pooledFigure(figures, figure)))),
    isBaseline ? "baseline" : markdownText(differenceOf(versusBaseline)),
    `${finished} of ${cells.length}`,
    refusal === null ? "" : markdownText(refusalText(refusal)),
  ]);
}

function differenceOf(versus: ConfigurationResult["versusBaseline"]): string {
  return versus === null ? "—" : `${formatPoints(versus.difference)} (${pointsRange(versus.interval)})`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

function folded(summary: string, body: string): string {
  return body === "" ? "" : `<details><summary>${summary}</summary>\n\n${body}\n</details>\n\n`;
}
