import { valueAt } from "../../harness/judge/projection/power-law.ts";
import { isProjection, projectionOf, type QuantityProjection } from "../../harness/judge/projection/projection.ts";
import { PUBLISHED_MODELS } from "../../harness/judge/projection/published-models.ts";
import type { QuantityName } from "../../harness/judge/projection/quantities.ts";
import { projectionWords } from "../words/charts/projection.ts";
import type { Language } from "../words/language.ts";
import { amountText, powerText, rangeText, sizeText } from "../words/projection/amounts.ts";
import { quantityNoun } from "../words/projection/trust.ts";
import type { Chart, DrawnChart } from "./chart.ts";
import { BYTES_TICKS, FRAME, PALETTE } from "./theme.ts";

/** A figure over the sizes that were measured, and on to those of well-known models. */
function projectionChart(quantity: QuantityName): Chart {
  return {
    name: `projection${quantity.toLowerCase()}`,
    section: "larger-models",
    draw(analysis, language) {
      const found = projectionOf(analysis, PUBLISHED_MODELS);
      const own = isProjection(found) ? found.quantities.find((one) => one.quantity === quantity) : undefined;
      if (!isProjection(found) || own === undefined) return null;
      const words = projectionWords(language);
      const noun = quantityNoun(quantity, language);
      const { upTo } = own.trust;
      const power = powerText(own.exponents[0]!.value);
      const title = words.title(noun, power, upTo === null ? null : sizeText(upTo));
      return {
        title,
        subtitle: words.subtitle,
        description: words.description(noun, title),
        spec: specOf(own, own.law.growsWith.includes("texts") ? found.texts : null, language),
      };
    },
  };
}

export const projectionCharts: readonly Chart[] = (["trainMs", "serveMs", "trainBytes", "serveBytes"] as const).map(
  projectionChart,
);

/** Points of the line, evenly over the logarithm of the parameters. */
const LINE_POINTS = 40;

/** A name for every third size, above and below the line in turn: neighbors would stand on one another. */
const NAMES = [
  { of: (index: number) => index % 6 === 0, mark: { align: "right", baseline: "bottom", dx: -6, dy: -5 } },
  { of: (index: number) => index % 6 === 3, mark: { align: "left", baseline: "top", dx: 6, dy: 5 } },
] as const;

function specOf(own: QuantityProjection, texts: number | null, language: Language): DrawnChart["spec"] {
  const { quantity, law, values, others, models, trust } = own;
  const words = projectionWords(language);
  // Seconds, which the ticks' prefixes of SI fit.
  const shown = (value: number) => (quantity.endsWith("Ms") ? value / 1000 : value);
  const last = models.at(-1)!.model.parameters;
  const line = Array.from({ length: LINE_POINTS + 1 }, (_, index) => {
    const parameters = trust.measured.low * (last / trust.measured.low) ** (index / LINE_POINTS);
    const { value, low, high } = valueAt(law, { parameters, texts });
    return { parameters, value: shown(value), low: shown(low), high: shown(high) };
  });
  const point = (name: string, parameters: number, value: number, range: string) => ({
    name,
    parameters,
    value: shown(value),
    parametersText: sizeText(parameters),
    valueText: amountText(quantity, value, language),
    range,
  });
  const measured = values.map((one) => ({
    configuration: one.configuration,
    ...point(one.label, one.parameters, one.value, ""),
  }));
  const beside = others.map((one) => ({
    configuration: one.configuration,
    ...point(one.label, one.parameters, one.value, rangeText(quantity, one.predicted, language)),
  }));
  const published = models.map((one) =>
    point(one.model.name, one.model.parameters, one.value, rangeText(quantity, one, language)),
  );
  const x = {
    field: "parameters",
    type: "quantitative",
    title: words.axis.parameters,
    scale: { type: "log", nice: false, padding: 12 },
    axis: { tickCount: 6, format: "~s", labelExpr: "replace(datum.label, 'G', 'B')", labelOverlap: true },
  } as const;
  const yOf = (field: string) =>
    ({
      field,
      type: "quantitative",
      title: words.axis.quantities[quantity],
      scale: { type: "log", nice: false, padding: 12 },
      axis: {
        // Over more decades than that, only their beginnings have lines.
        tickCount: 4,
        labelOverlap: true,
        ...(quantity.endsWith("Ms") ? { format: "~g" } : BYTES_TICKS),
      },
    }) as const;
  const tooltip = [
    { field: "name", title: words.tooltip.name },
    { field: "parametersText", title: words.tooltip.parameters },
    { field: "valueText", title: words.tooltip.value },
    { field: "range", title: words.tooltip.range },
  ];
  const known = tooltip.slice(0, 3);
  return {
    ...FRAME,
    height: 280,
    layer: [
      {
        data: { values: line },
        mark: { type: "area", color: PALETTE[0]!, opacity: 0.15 },
        encoding: { x, y: yOf("low"), y2: { field: "high" } },
      },
      {
        data: { values: line },
        mark: { type: "line", color: PALETTE[0]!, strokeWidth: 1.5 },
        encoding: { x, y: yOf("value") },
      },
      ...(trust.upTo === null
        ? []
        : [
            {
              data: { values: [{ parameters: trust.upTo }] },
              mark: { type: "rule" as const, strokeDash: [4, 4], opacity: 0.6 },
              encoding: { x },
            },
          ]),
      {
        data: { values: measured },
        mark: { type: "point", filled: true, size: 60, color: PALETTE[0]!, opacity: 0.9 },
        encoding: { x, y: yOf("value"), tooltip: known },
      },
      ...(beside.length === 0
        ? []
        : [
            {
              data: { values: beside },
              mark: {
                type: "point" as const,
                filled: true,
                shape: "diamond",
                size: 90,
                color: PALETTE[1]!,
                opacity: 1,
              },
              encoding: { x, y: yOf("value"), tooltip },
            },
          ]),
      {
        data: { values: published },
        mark: { type: "point", size: 60, color: PALETTE[7]! },
        encoding: { x, y: yOf("value"), tooltip },
      },
      ...NAMES.map(({ of, mark }) => ({
        data: { values: published.filter((_, index) => of(index)) },
        mark: { ...mark, type: "text" as const, fontSize: 11 },
        encoding: { x, y: yOf("value"), text: { field: "name" } },
      })),
    ],
  };
}
