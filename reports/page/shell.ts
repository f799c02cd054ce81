import { html, inlineScript, type Markup } from "../html.ts";
import type { PageAssets } from "../libraries.io.ts";
import { chartData, type NamedChart } from "./figures.ts";

/** Nothing may be fetched, and no text may become code: only inline scripts and styles are allowed. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

export interface PageContent {
  readonly title: string;
  readonly body: Markup;
  /** The charts that the body has placeholders for. */
  readonly charts: readonly NamedChart[];
  readonly assets: PageAssets;
}

/** A complete, self-contained HTML file. */
export function pageMarkup({ title, body, charts, assets }: PageContent): string {
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
${chartData(charts)}
${[...assets.libraries, assets.script].map(scriptMarkup)}
</body>
</html>
`;
  return page.markup;
}

function scriptMarkup(code: string): Markup {
  return html`<script>${inlineScript(code)}</script>\n`;
}
