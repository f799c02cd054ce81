import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import type { PriceWar, WarContender } from "../harness/judge/analysis/price-war.ts";
import { formatShare } from "../harness/judge/figures/format.ts";
import type { Shipped } from "../harness/judge/pricing/war/choice.ts";
import { alignedTable } from "../reports/aligned-table.ts";
import { conditionName } from "../reports/words/conditions.ts";
import { markedAsBaseline } from "../reports/words/labels.ts";
import { formatBill, textsText } from "../reports/words/monthly/amounts.ts";
import { formatMargin, lossMonth, marketText, rivalText, shipText } from "../reports/words/monthly/war.ts";
import type { Say } from "./print.ts";
import type { AskedPaths } from "./war-json.ts";

/** Says what to ship, what each configuration earns, and how far the choice holds. */
export function sayWar(say: Say, { labels }: Analysis, war: PriceWar, asked: AskedPaths): void {
  say([{ text: shipText(war), style: "strong" }]);
  const { condition } = war;
  if (condition !== null && !condition.isScenarioAlone) say(`All with ${conditionName(condition)}, as the baseline.`);
  const rival = rivalText(war);
  if (rival !== "") say(rival);
  say(`\n${marketText(war, asked)}\n`);
  say(outcomeTable(war, labels));
  say(
    "\nfloor: the price per million at which the first month earns nothing; pays from: texts a month at the first price.",
  );
  say("\nWhat to ship at other volumes and paths of the price:\n");
  say(gridTable(war));
}

function outcomeTable({ outcomes, shipped, question }: PriceWar, labels: Analysis["labels"]): string {
  const { months } = question.market;
  const rows = outcomes.map((outcome) => {
    const { configuration, accuracy } = outcome.contender;
    const [first, last] = [outcome.months[0]!, outcome.months.at(-1)!];
    const name = configuration.isBaseline ? markedAsBaseline(configuration.label, labels) : configuration.label;
    return [
      `${configuration === shipped.outcome.contender.configuration ? "* " : "  "}${name}`,
      formatShare(accuracy),
      formatMargin(outcome.totalMarginUsd),
      formatMargin(first.marginUsd),
      formatMargin(last.marginUsd),
      lossMonth(outcome),
      formatBill(first.floorUsdPerMillionTexts),
      outcome.breakEvenTexts === null ? "—" : textsText(outcome.breakEvenTexts),
    ];
  });
  const head = [
    "  configuration",
    "accuracy",
    "earns in all",
    "month 1",
    `month ${months}`,
    "loses from",
    "floor",
    "pays from",
  ];
  return alignedTable(head, rows);
}

/** A letter for each configuration that is the choice somewhere, and "none" where nothing earns anything. */
function gridTable({ question, grid }: PriceWar): string {
  const letters = new Map<string, string>();
  const cellText = ({ outcome, reason }: Shipped<WarContender>) => {
    if (outcome.totalMarginUsd < 0) return "none";
    const { label } = outcome.contender.configuration;
    const letter = letters.get(label) ?? letterOf(letters.size);
    letters.set(label, letter);
    return reason === "loses-least" ? `${letter}!` : letter;
  };
  const rows = question.paths.map(({ name }, column) => [name, ...grid.map((row) => cellText(row[column]!))]);
  const volumes = question.volumes.map((factor) => textsText(question.market.textsInFirstMonth * factor));
  const legend = [...letters].map(([label, letter]) => `${letter}: ${label}`);
  const marks = [
    ...(rows.some((row) => row.some((cell) => cell.endsWith("!")))
      ? ["!: earns, but not in every month as wanted"]
      : []),
    ...(rows.some((row) => row.includes("none")) ? ["none: nothing earns"] : []),
  ];
  return `${alignedTable(["price", ...volumes], rows)}\n${[...legend, ...marks].join("; ")}`;
}

function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `Z${index - 25}`;
}
