import { formatBytes, formatCount, formatNumber, formatRatio, formatUsd } from "../harness/judge/figures/format.ts";
import type { Projection } from "../harness/judge/projection/projection.ts";
import { PUBLISHED_MODELS } from "../harness/judge/projection/published-models.ts";
import { alignedTable } from "../reports/aligned-table.ts";
import { amountText, rangeText, sizeText } from "../reports/words/projection/amounts.ts";
import { projectedOf, projectionTableWords } from "../reports/words/projection/tables.ts";
import { kindTexts, quantityNoun, trustLead, trustText } from "../reports/words/projection/trust.ts";
import type { Say } from "./print.ts";

/** Says up to where figures can be continued, why no further, and what the fits say of published sizes. */
export function sayProjection(say: Say, projection: Projection): void {
  say([{ text: trustLead(projection, "en"), style: "strong" }]);
  for (const text of kindTexts(projection, "en")) say(`\n${text}`);
  say(`\n${fitTable(projection)}\n`);
  for (const one of projection.quantities) say(trustText(one, "en"));
  const texts = projection.texts === null ? "" : `, trained on ${formatCount(projection.texts)} texts`;
  say(`\nThis classifier at published sizes${texts} (95 % interval; * trusted, all else is an illustration):\n`);
  for (const one of projection.quantities) say(`${modelTable(projection, one.quantity)}\n`);
}

function fitTable({ quantities }: Projection): string {
  const rows = quantities.map(({ quantity, exponents, trust: { heldOut, upTo } }) => {
    const power = (of: "parameters" | "texts") => {
      const found = exponents.find((one) => one.of === of);
      return found === undefined
        ? "—"
        : `${formatNumber(found.value)} (${formatNumber(found.low)} to ${formatNumber(found.high)})`;
    };
    const held = heldOut === null ? "—" : `${formatRatio(heldOut.factor)}, ${heldOut.isInside ? "inside" : "outside"}`;
    return [
      quantityNoun(quantity, "en"),
      power("parameters"),
      power("texts"),
      held,
      upTo === null ? "—" : sizeText(upTo),
    ];
  });
  return alignedTable(["figure", "power of parameters", "of texts", "largest / fit without it", "trusted up to"], rows);
}

function modelTable(projection: Projection, quantity: Projection["quantities"][number]["quantity"]): string {
  const noun = quantityNoun(quantity, "en");
  const { lessThanWeights } = projectionTableWords("en");
  const rows = PUBLISHED_MODELS.flatMap(({ name, parameters }) => {
    const value = projectedOf(projection, name).get(quantity);
    if (value === undefined) return [];
    const usd = value.usd === null ? [] : [formatUsd(value.usd.value)];
    return [
      [
        `${value.isTrusted ? "*" : " "} ${name}`,
        sizeText(parameters),
        amountText(quantity, value.value, "en"),
        rangeText(quantity, value, "en"),
        ...usd,
        ...(value.weightsBytes === null ? [] : [lessThanWeights(formatBytes(value.weightsBytes))]),
      ],
    ];
  });
  const dollars = { trainMs: ["$ a training"], serveMs: ["$/M texts"], trainBytes: [""], serveBytes: [""] }[quantity];
  return alignedTable(["  size of", "parameters", noun, "interval", ...dollars], rows);
}
