import { createHash } from "node:crypto";
import { html, inlineScript, type Markup } from "../html.ts";
import type { PageAssets } from "../libraries.io.ts";
import { payloadMarkup } from "../payload.ts";
import type { Language } from "../words/language.ts";
import { chartSpecs, type NamedChart } from "./figures.ts";
import { type PageText, translationOf } from "./translation.ts";

/** Nothing may be fetched, and no text may become code: of scripts, only those whose hashes are named run. Preact and Vega set styles of elements. */
function policyOf(scripts: readonly Markup[]): string {
  const hashes = scripts.map(({ markup }) => `'sha256-${createHash("sha256").update(markup).digest("base64")}'`);
  return `default-src 'none'; script-src ${hashes.join(" ")}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
}

/** The chart that is drawn from data of its own. */
const SCATTER = "pareto";

export interface PageContent {
  /** In English, as the page is without its program. */
  readonly text: PageText;
  /** In the other languages, of which the page's program shows one that its reader asks for; null where the page has none. */
  readonly translations: Readonly<Record<Exclude<Language, "en">, PageText>> | null;
  /** Further data for the page's program, in any language. */
  readonly payloads?: readonly Markup[];
  readonly assets: PageAssets;
}

/** A complete, self-contained HTML file. */
export function pageMarkup({ text, translations, payloads = [], assets }: PageContent): string {
  const { title, body, charts, tables, selectable, scatter } = text;
  const isOwn = ({ name }: NamedChart) => scatter === null || name !== SCATTER;
  const translated = Object.entries(translations ?? {}).map(([language, other]) =>
    payloadMarkup(`text-${language}`, translationOf(other, text, isOwn)),
  );
  const libraries = assets.libraries.map(inlineScript);
  const script = inlineScript(assets.script);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf([script, ...libraries])}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ markup: assets.styles }}</style>
</head>
<body>
<main>
${body}
</main>
${payloadMarkup("charts", chartSpecs(charts.filter(isOwn)))}
${scatter === null ? null : payloadMarkup("scatter", scatter)}
${selectable === null ? null : payloadMarkup("selectable", selectable)}
${tables.map((table) => payloadMarkup(`table-${table.id}`, table))}
${translated}
<script>${script}</script>
${payloads}
${libraries.map((code) => html`<script type="text/plain" class="library">${code}</script>\n`)}</body>
</html>
`;
  return page.markup;
}
