import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { formatBytes, formatRatio, formatUsd } from "../../harness/judge/figures/format.ts";
import type { WithInterval } from "../../harness/judge/projection/power-law.ts";
import {
  isProjection,
  type ProjectedValue,
  type Projection,
  projectionOf,
  type QuantityProjection,
} from "../../harness/judge/projection/projection.ts";
import { PUBLISHED_MODELS, type PublishedModel } from "../../harness/judge/projection/published-models.ts";
import type { QuantityName } from "../../harness/judge/projection/quantities.ts";
import { html, type Markup } from "../html.ts";
import { rangeOf } from "../words/interval.ts";
import type { Language } from "../words/language.ts";
import { amountText, powerText, rangeText, sizeText } from "../words/projection/amounts.ts";
import { projectedOf, projectionTableWords } from "../words/projection/tables.ts";
import { kindTexts, quantityNoun, trustLead, trustText } from "../words/projection/trust.ts";
import { textCell } from "./cells.ts";
import { type Column, NOT_MEASURED, type TableCell } from "./column.ts";
import { chartsMarkup, type NamedChart } from "./figures.ts";
import { tableMarkup } from "./table.ts";

/** What the run's sizes say of larger models; empty where it has too few. */
export function projectionSection(
  analysis: Analysis,
  charts: readonly NamedChart[],
  language: Language = "en",
): Markup {
  const found = projectionOf(analysis, PUBLISHED_MODELS);
  if (!isProjection(found)) return html``;
  const words = projectionTableWords(language);
  return html`<section id="larger-models">
<h2>${words.title}</h2>
<p class="lede"><strong>${trustLead(found, language)}</strong></p>
<p class="lede">${words.lede(found.sizes, found.texts)}</p>
${kindTexts(found, language).map((text) => html`<p class="lede">${text}</p>`)}
${chartsMarkup(charts, language)}
${fitTable(found, language)}
${found.quantities.map((one) => html`<p class="lede">${trustText(one, language)}</p>`)}
${modelTable(found, language)}
</section>`;
}

function fitTable({ quantities }: Projection, language: Language): Markup {
  const { fits, inside, outside, nowhere } = projectionTableWords(language);
  const powerOf = (of: "parameters" | "texts"): Column<QuantityProjection> => ({
    ...fits[of],
    kind: "number",
    read: ({ exponents }) => powerCell(exponents.find((one) => one.of === of)),
    isNeeded: (rows) => rows.some(({ exponents }) => exponents.some((one) => one.of === of)),
  });
  const columns: readonly Column<QuantityProjection>[] = [
    { ...fits.figure, kind: "text", read: ({ quantity }) => textCell(quantityNoun(quantity, language)) },
    powerOf("parameters"),
    powerOf("texts"),
    {
      ...fits.heldOut,
      kind: "number",
      read: ({ trust: { heldOut } }) =>
        heldOut === null
          ? NOT_MEASURED
          : {
              text: `× ${formatRatio(heldOut.factor)}`,
              detail: heldOut.isInside ? inside : outside,
              isCaution: !heldOut.isInside,
              sort: heldOut.factor,
            },
    },
    {
      ...fits.trusted,
      kind: "number",
      read: ({ trust: { upTo } }) => ({ text: upTo === null ? nowhere : sizeText(upTo), sort: upTo }),
    },
  ];
  return tableMarkup({ id: "fits", caption: fits.caption, columns, rows: quantities, rowClass: () => "" }, language);
}

function powerCell(power: WithInterval | undefined): TableCell {
  if (power === undefined) return NOT_MEASURED;
  const { value, low, high } = power;
  return { text: powerText(value), detail: rangeOf(powerText(low), powerText(high)), sort: value };
}

interface ModelRow {
  readonly model: PublishedModel;
  readonly values: ReadonlyMap<QuantityName, ProjectedValue>;
}

function modelTable(projection: Projection, language: Language): Markup {
  const words = projectionTableWords(language);
  const rows = PUBLISHED_MODELS.map((model): ModelRow => ({ model, values: projectedOf(projection, model.name) }));
  const columns: readonly Column<ModelRow>[] = [
    {
      ...words.models.model,
      kind: "text",
      read: ({ model: { name, parameters, source, date } }) => ({
        text: name,
        detail: sizeText(parameters),
        title: `${source}, ${date}`,
        sort: parameters,
      }),
    },
    ...projection.quantities.map(
      ({ quantity }): Column<ModelRow> => ({
        ...words.models.quantities[quantity],
        kind: "number",
        read: ({ values }) => valueCell(quantity, values.get(quantity), language),
      }),
    ),
  ];
  return tableMarkup({ id: "larger", caption: words.models.caption, columns, rows, rowClass: () => "" }, language);
}

function valueCell(quantity: QuantityName, value: ProjectedValue | undefined, language: Language): TableCell {
  if (value === undefined) return NOT_MEASURED;
  const { perMillion, trusted, illustration, lessThanWeights } = projectionTableWords(language);
  const dollars = (usd: number) => (quantity === "serveMs" ? perMillion(formatUsd(usd)) : formatUsd(usd));
  const usd = value.usd === null ? [] : [dollars(value.usd.value)];
  const standing =
    value.weightsBytes !== null
      ? lessThanWeights(formatBytes(value.weightsBytes))
      : value.isTrusted
        ? trusted
        : illustration;
  return {
    text: amountText(quantity, value.value, language),
    detail: [rangeText(quantity, value, language), ...usd, standing].join(" · "),
    ...(value.weightsBytes === null ? {} : { isCaution: true }),
    sort: value.value,
  };
}
