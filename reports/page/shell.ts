import type { ScatterData } from "../charts/scatter-data.ts";
import { html, inlineScript, type Markup } from "../html.ts";
import type { PageAssets } from "../libraries.io.ts";
import { payloadMarkup } from "../payload.ts";
import { chartSpecs, type NamedChart } from "./figures.ts";
import type { Selectable } from "./selectable.ts";
import type { TableData } from "./table-data.ts";

/** Nothing may be fetched, and no text may become code: only inline scripts and styles are allowed. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The chart that is drawn from data of its own. */
const SCATTER = "pareto";

export interface PageContent {
  readonly title: string;
  readonly body: Markup;
  /** The charts that the body has placeholders for. */
  readonly charts: readonly NamedChart[];
  /** The tables that the body has in part, for the page's program. */
  readonly tables?: readonly TableData[];
  /** What the page's program chooses configurations by. */
  readonly selectable?: Selectable;
  /** What the page's program draws the scatter plot from, of any two figures. */
  readonly scatter?: ScatterData;
  /** Raw records, for those who open a row. */
  readonly records?: Markup;
  readonly assets: PageAssets;
}

/** A complete, self-contained HTML file. */
export function pageMarkup({
  title,
  body,
  charts,
  tables = [],
  selectable,
  scatter,
  records,
  assets,
}: PageContent): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ markup: assets.styles }}</style>
</head>
<body>
<main>
${body}
</main>
${payloadMarkup("charts", chartSpecs(charts.filter(({ name }) => scatter === undefined || name !== SCATTER)))}
${scatter === undefined ? null : payloadMarkup("scatter", scatter)}
${selectable === undefined ? null : payloadMarkup("selectable", selectable)}
${tables.map((table) => payloadMarkup(`table-${table.id}`, table))}
${records ?? null}
${[...assets.libraries, assets.script].map(scriptMarkup)}
</body>
</html>
`;
  return page.markup;
}

function scriptMarkup(code: string): Markup {
  return html`<script>${inlineScript(code)}</script>\n`;
}
