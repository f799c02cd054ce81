import { deflateRawSync } from "node:zlib";
import { html, type Markup } from "./html.ts";

/** Of zlib: the next higher takes half as long again for two percent of the bytes, the highest several times as long for few percent. */
const LEVEL = 5;

/**
 * Data for the page's program, deflated, in base64: a table of thousands of rows is a tenth of its text. Nothing in it can close the element.
 * `reports/app/payload.ts` reads it.
 */
export function payloadMarkup(id: string, value: unknown): Markup {
  const content = deflateRawSync(JSON.stringify(value), { level: LEVEL }).toString("base64");
  return html`<script type="application/octet-stream" id="${id}">${content}</script>\n`;
}
