import { createHash } from "node:crypto";
import { html, inlineScript, type Markup } from "../html.ts";
import type { PageAssets } from "../libraries.io.ts";
import { libraryMarkup, payloadMarkup } from "../payload.ts";
import type { Language } from "../words/language.ts";
import { type PageText, payloadsOf, translationOf } from "./translation.ts";

/** Nothing may be fetched, and no text may become code: of scripts, only those whose hashes are named run. Preact and Vega set styles of elements. */
function policyOf(scripts: readonly Markup[]): string {
  const hashes = scripts.map(({ markup }) => `'sha256-${createHash("sha256").update(markup).digest("base64")}'`);
  return `default-src 'none'; script-src ${hashes.join(" ")}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
}

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
  const { title, body } = text;
  const translated = Object.entries(translations ?? {}).map(([language, other]) =>
    payloadMarkup(`text-${language}`, translationOf(other, text)),
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
${Object.entries(payloadsOf(text)).map(([id, payload]) => payloadMarkup(id, payload))}
${translated}
<script>${script}</script>
${payloads}
${libraries.map(libraryMarkup)}</body>
</html>
`;
  return page.markup;
}
