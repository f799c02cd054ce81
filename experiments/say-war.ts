import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import type { Condition } from "../harness/judge/analysis/condition.ts";
import { formatShare } from "../harness/judge/figures/format.ts";
import type { Shipped } from "../harness/judge/pricing/war/choice.ts";
import type { Served } from "../harness/judge/pricing/war/field.ts";
import type { PriceWar, Sold } from "../harness/judge/pricing/war/price-war.ts";
import { alignedTable } from "../reports/aligned-table.ts";
import { conditionName } from "../reports/words/conditions.ts";
import { markedAsBaseline } from "../reports/words/labels.ts";
import { formatPrice, textsText } from "../reports/words/monthly/amounts.ts";
import {
  alikeText,
  earnsAnything,
  formatMargin,
  leftOutTexts,
  lossMonth,
  marketText,
  outsideText,
  refusedText,
  rivalText,
  shipText,
} from "../reports/words/monthly/war.ts";
import { aboutText } from "../reports/words/monthly/war-page.ts";
import type { Say } from "./print.ts";

/** Says what to ship, what each configuration earns, and how far the choice holds. */
export function sayWar(
  say: Say,
  { labels }: Pick<Analysis, "labels">,
  condition: Condition | null,
  war: PriceWar,
  sold: readonly Sold[],
): void {
  say([{ text: shipText(war, "en"), style: "strong" }]);
  if (condition !== null) say(aboutText(conditionName(condition), "en"));
  const others = [refusedText(war, "en"), rivalText(war, "en"), outsideText(war, "en"), alikeText(war, "en")];
  for (const text of others) if (text !== "") say(text);
  say(`\n${marketText(war, "en")}\n`);
  for (const text of leftOutTexts(war.field, "en")) say(`${text}\n`);
  say(outcomeTable(war, sold, labels));
  say(
    "\nfloor: the price per million at which the first month earns nothing; pays from: texts a month at the first price.",
  );
  say("\nWhat to ship at other volumes and paths of the price:\n");
  say(gridTable(war));
}

function outcomeTable({ shipped, question }: PriceWar, sold: readonly Sold[], labels: Analysis["labels"]): string {
  const rows = sold.map((outcome) => {
    const { entrant, accuracy } = outcome.contender;
    const [first, last] = [outcome.months[0]!, outcome.months.at(-1)!];
    const name = entrant.isBaseline ? markedAsBaseline(entrant.label, labels) : entrant.label;
    return [
      `${outcome.contender === shipped.outcome.contender ? "* " : "  "}${name}`,
      formatShare(accuracy),
      formatMargin(outcome.totalMarginUsd),
      formatMargin(first.marginUsd),
      formatMargin(last.marginUsd),
      lossMonth(outcome.firstLoss, "en"),
      formatPrice(first.floorUsdPerMillionTexts),
      outcome.breakEvenTexts === null ? "—" : textsText(outcome.breakEvenTexts),
    ];
  });
  const head = [
    "  configuration",
    "accuracy",
    "earns in all",
    "month 1",
    `month ${question.months}`,
    "loses from",
    "floor",
    "pays from",
  ];
  return alignedTable(head, rows);
}

/** A letter for each configuration that is the choice somewhere, and "none" where nothing earns anything. */
function gridTable({ grid }: PriceWar): string {
  const letters = new Map<Served, string>();
  const cellText = (shipped: Shipped<Served>) => {
    if (!earnsAnything(shipped)) return "none";
    const { contender } = shipped.outcome;
    const letter = letters.get(contender) ?? letterOf(letters.size);
    letters.set(contender, letter);
    return shipped.reason === "loses-least" ? `${letter}!` : letter;
  };
  const rows = grid.paths.map(({ name }, column) => [name, ...grid.shipped.map((row) => cellText(row[column]!))]);
  const legend = [...letters].map(([{ entrant }, letter]) => `${letter}: ${entrant.label}`);
  const marks = [
    ...(rows.some((row) => row.some((cell) => cell.endsWith("!")))
      ? ["!: earns, but not in every month as wanted"]
      : []),
    ...(rows.some((row) => row.includes("none")) ? ["none: nothing earns"] : []),
  ];
  return `${alignedTable(["price", ...grid.volumes.map(textsText)], rows)}\n${[...legend, ...marks].join("; ")}`;
}

function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `Z${index - 25}`;
}
