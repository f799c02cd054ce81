import { type Interaction, isTold, type LeverQuantity } from "../../harness/judge/analysis/levers/lever-effects.ts";
import { interactionWords } from "../words/charts/interactions.ts";
import type { Language } from "../words/language.ts";
import { changeNames, effectGrounds, effectText, isMeasured } from "../words/levers.ts";
import { type Chart, type DrawnChart, MOST_ROWS } from "./chart.ts";
import { textWidth } from "./place-labels.ts";
import { rowsAxis, rowsHeight } from "./row-names.ts";
import { FRAME, PALETTE } from "./theme.ts";

/** What two levers do together, of all pairs of values, where any of it is beyond chance. */
function interactionChart(name: string, quantity: LeverQuantity): Chart {
  return {
    name,
    section: "levers",
    draw({ levers }, language) {
      const measured = levers.interactions.filter((one) => isMeasured(one[quantity]));
      const told = measured
        .filter((one) => isTold(one[quantity]))
        .sort((a, b) => sizeIn(b, quantity) - sizeIn(a, quantity));
      const [largest] = told;
      // One or two are said in words and in the table.
      if (largest === undefined || measured.length < FEWEST) return null;
      const words = interactionWords(language);
      const [one, other] = namesIn(largest, language);
      const title = words.title(quantity, { one: one.to, other: other.to, value: largest[quantity]!.value });
      const shown = shownOf(measured, told);
      return {
        title,
        subtitle: words.subtitle(quantity),
        description: words.description(quantity, shown.length, title),
        spec: specOf(shown, quantity, language),
      };
    },
  };
}

/** Colors under text, as far as they go; less accuracy is worse, and so is more cost. */
const [BETTER, NEITHER, WORSE] = [`${PALETTE[2]!}aa`, "#8a94a01a", `${PALETTE[1]!}aa`];

/** Fewer cells make no map. */
const FEWEST = 3;

/** The names of both changes. */
function namesIn({ changes: [one, other] }: Interaction, language: Language) {
  return [changeNames(one, language), changeNames(other, language)] as const;
}

function sizeIn(one: Interaction, quantity: LeverQuantity): number {
  const { value } = one[quantity]!;
  return Math.abs(quantity === "accuracy" ? value : Math.log(value));
}

/** Of too many, the rows and columns in which anything is told, as far as they fit. */
function shownOf(measured: readonly Interaction[], told: readonly Interaction[]): readonly Interaction[] {
  const rows = new Set(measured.map(({ changes: [, other] }) => other.to));
  if (rows.size <= MOST_ROWS) return measured;
  const kept = new Set(told.slice(0, MOST_ROWS).map(({ changes: [, other] }) => other.to));
  return measured.filter(({ changes: [, other] }) => kept.has(other.to));
}

function specOf(shown: readonly Interaction[], quantity: LeverQuantity, language: Language): DrawnChart["spec"] {
  const words = interactionWords(language);
  const values = shown.map((interaction) => {
    const [one, other] = namesIn(interaction, language);
    const effect = interaction[quantity]!;
    const text = effectText(quantity, effect.value, language);
    return {
      one: one.to,
      name: other.to,
      change: `${one.from} → ${one.to}`,
      otherChange: `${other.from} → ${other.to}`,
      value: quantity === "accuracy" ? effect.value * 100 : Math.log2(effect.value),
      text,
      number: numberIn(text),
      isTold: isTold(effect),
      told: isTold(effect) ? words.told.yes : words.told.no,
      grounds: effectGrounds(effect, language),
    };
  });
  const columns = [...new Set(values.map(({ one }) => one))];
  const names = [...new Set(values.map(({ name }) => name))];
  const largest = Math.max(...values.map(({ value }) => Math.abs(value)));
  const x = {
    field: "one",
    type: "nominal",
    sort: columns,
    title: null,
    axis: { orient: "top", labelAngle: columns.length > 4 ? -40 : 0, labelLimit: 120, ticks: false, domain: false },
  } as const;
  const y = rowsAxis(names);
  return {
    ...FRAME,
    height: rowsHeight(names, 34),
    data: { values },
    encoding: { x, y },
    layer: [
      {
        mark: { type: "rect", aria: true, strokeWidth: 2 },
        encoding: {
          color: {
            field: "value",
            type: "quantitative",
            title: null,
            scale: {
              domain: [-largest, 0, largest],
              range: quantity === "accuracy" ? [WORSE, NEITHER, BETTER] : [BETTER, NEITHER, WORSE],
            },
            legend: null,
          },
          stroke: { condition: { test: "datum.isTold", value: "currentColor" }, value: "transparent" },
          tooltip: [
            { field: "change", title: words.tooltip.one },
            { field: "otherChange", title: words.tooltip.other },
            { field: "text", title: words.legend[quantity] },
            { field: "told", title: words.tooltip.told },
            { field: "grounds", title: words.tooltip.grounds },
          ],
        },
      },
      ...textsIn(values, columns.length),
    ],
  };
}

/** "1.05×" -> "1.05" */
function numberIn(text: string): string {
  return text.replace(/[^\d.]+$/, "");
}

/** Pixels that a cell needs beside its text. */
const AROUND = 4;
const [USUAL_SIZE, SMALL_SIZE] = [12, 10] as const;

/** What cells say as far as they have room: all of it, in narrow ones the number alone, and in narrower ones nothing. */
function textsIn(cells: readonly { readonly text: string; readonly number: string }[], columns: number) {
  const pixels = (texts: readonly string[], size: number) =>
    Math.ceil(Math.max(...texts.map(textWidth)) * (size / USUAL_SIZE)) + AROUND;
  const whole = pixels(
    cells.map(({ text }) => text),
    USUAL_SIZE,
  );
  const short = pixels(
    cells.map(({ number }) => number),
    SMALL_SIZE,
  );
  const cell = `width / ${columns}`;
  const layer = (field: string, size: number, filter: string) => ({
    transform: [{ filter }],
    mark: { type: "text" as const, baseline: "middle" as const, fontSize: size },
    encoding: {
      text: { field },
      opacity: { condition: { test: "datum.isTold", value: 1 }, value: 0.75 },
    },
  });
  return [
    layer("text", USUAL_SIZE, `${cell} >= ${whole}`),
    layer("number", SMALL_SIZE, `${cell} < ${whole} && ${cell} >= ${short}`),
  ];
}

export const interactionCost = interactionChart("interactioncost", "cost");
export const interactionTraining = interactionChart("interactiontraining", "trainingCost");
export const interactionAccuracy = interactionChart("interactionaccuracy", "accuracy");
