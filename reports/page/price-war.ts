import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { warEntrants } from "../../harness/judge/analysis/war-entrants.ts";
import type { MarketSheet } from "../../harness/judge/pricing/war/entrant.ts";
import { usualWar } from "../../harness/judge/pricing/war/price-war.ts";
import { html, type Markup } from "../html.ts";
import { payloadMarkup } from "../payload.ts";
import { conditionName } from "../words/conditions.ts";
import type { Language } from "../words/language.ts";
import { entrantName } from "../words/monthly/war.ts";
import { aboutText, usualPriceText, warColumns, warWords } from "../words/monthly/war-page.ts";
import { WAR_DATA, type WarData } from "./price-war-data.ts";
import {
  castOf,
  WAR_COLUMNS,
  type WarGrid,
  type WarRow,
  warGrid,
  warRows,
  warTableTitle,
  warTexts,
} from "./price-war-view.ts";

/** The price war of the usual market, in place of which the page's program puts that of any; empty if nothing can be sold. */
export function warSection(analysis: Analysis, sheet: MarketSheet, language: Language = "en"): Markup {
  const entrants = warEntrants(analysis);
  const war = usualWar(entrants, sheet);
  if (war === null) return html``;
  const { question } = war;
  const cast = castOf(war, new Set());
  const { verdict, others, market, notes } = warTexts(war, cast, language);
  const words = warWords(language);
  const first = entrantName(war.field.contenders[0]!.entrant, language);
  const about = entrants.condition === null ? "" : conditionName(entrants.condition, language);
  return html`<section id="price-war" data-testid="price-war">
<h2>${words.title}</h2>
<p class="lede">${words.lede}</p>
<div data-price-war>
<p class="war-verdict">${verdict}</p>
${others.map((text) => html`<p class="war-also">${text}</p>`)}
${about === "" ? null : html`<p class="scope">${aboutText(about, language)}</p>`}
<p class="scope">${market}</p>
<p class="scope">${usualPriceText(first, question.usdPerMillionTexts, question.textsInFirstMonth, language)}</p>
${notes.map((text) => html`<p class="scope">${text}</p>`)}
${rowsMarkup(warTableTitle(war, cast, language), warRows(war, cast, language), question.months, language)}
${gridMarkup(warGrid(war, cast, language), language)}
</div>
</section>`;
}

/** What the page's program fights a price war with; null if nothing can be sold. */
export function warPayload(analysis: Analysis, sheet: MarketSheet): Markup | null {
  const entrants = warEntrants(analysis);
  const war = usualWar(entrants, sheet);
  if (war === null) return null;
  const { condition } = entrants;
  const about = condition === null ? null : { en: conditionName(condition, "en"), zh: conditionName(condition, "zh") };
  const data: WarData = { entrants, sheet, about, usual: war.question };
  return payloadMarkup(WAR_DATA, data);
}

function rowsMarkup(title: string, rows: readonly WarRow[], months: number, language: Language): Markup {
  const columns = warColumns(language);
  return html`<div class="scroll" role="region" aria-labelledby="war-table-caption" tabindex="0"><table class="war-table">
<caption id="war-table-caption"><span>${title}</span></caption>
<thead><tr>${WAR_COLUMNS.map((name) => html`<th scope="col" class="${name === "name" ? "text" : "number"} war-column" title="${columns[name].help}">${columns[name].title(months)}</th>`)}</tr></thead>
<tbody>${rows.map(rowMarkup)}</tbody>
</table></div>`;
}

function rowMarkup({ texts, letter, color, note, isShipped }: WarRow): Markup {
  const cells = WAR_COLUMNS.slice(1).map((name) => html`<td class="number">${texts[name]}</td>`);
  const small = note === "" ? null : html`<small>${note}</small>`;
  return html`<tr class="${isShipped ? "winner" : ""}"><th scope="row" class="war-name"><span class="war-letter" style="--mark: ${color}">${letter}</span> ${texts.name}${small}</th>${cells}</tr>
`;
}

function gridMarkup({ volumes, rows, legend }: WarGrid, language: Language): Markup {
  const words = warWords(language);
  return html`<div class="scroll" role="region" aria-labelledby="war-grid-caption" tabindex="0"><table class="war-grid">
<caption id="war-grid-caption"><span>${words.gridTitle}</span></caption>
<thead><tr><td class="war-corner">${words.gridCorner}</td>${volumes.map((volume) => html`<th scope="col" class="war-volume">${volume}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ title, fields }) =>
      html`<tr><th scope="row" class="war-path">${title}</th>${fields.map(
        ({ state, letter, color, title: own, isAsked }) =>
          html`<td class="war-place ${state}${isAsked ? " asked" : ""}" style="--mark: ${color}" title="${own}">${letter}</td>`,
      )}</tr>
`,
  )}</tbody>
</table></div>
<p class="war-legend">${legend.map(({ letter, color, name }) => html`<span><span class="war-letter" style="--mark: ${color}">${letter}</span> ${name}</span> `)}${(
    [
      ["every-month", words.everyMonth],
      ["some-months", words.someMonths],
      ["nothing", words.nothingEarns],
    ] as const
  ).map(([state, text]) => html`<span><span class="war-key ${state}"></span> ${text}</span> `)}</p>`;
}
