import { deflateRawSync } from "node:zlib";
import { html, type Markup } from "./html.ts";
import { packed } from "./packed.ts";

/** Of zlib: the next higher takes half as long again for two percent of the bytes, the highest several times as long for few percent. */
const LEVEL = 5;

/**
 * Data for the page's program, deflated, in base64: a table of thousands of rows is a tenth of its text. Nothing in it can close the element.
 * `reports/app/payload.ts` reads it.
 */
export function payloadMarkup(id: string, value: unknown): Markup {
  return deflated(html`id="${id}"`, JSON.stringify(packed(value)));
}

/** A library's script, which the page's program runs once it is needed: a third of its text. `reports/app/libraries.ts` reads it. */
export function libraryMarkup({ markup }: Markup): Markup {
  return deflated(html`class="library"`, markup);
}

function deflated(attribute: Markup, text: string): Markup {
  const content = deflateRawSync(text, { level: LEVEL }).toString("base64");
  return html`<script type="application/octet-stream" ${attribute}>${content}</script>
`;
}
