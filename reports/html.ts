import { printable } from "../harness/base/printable.ts";
import type { Sentence } from "./words/sentence.ts";

/** Markup that is inserted into a page unchanged; all other values are escaped. */
export interface Markup {
  readonly markup: string;
}

type Insert = string | number | Markup | null | readonly Insert[];

/** Template tag: html`<p>${text}</p>` escapes `text`, joins lists and leaves null out. */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  const markup = strings.map((part, index) => part + (index < inserts.length ? render(inserts[index] ?? null) : ""));
  return { markup: markup.join("") };
}

function render(insert: Insert): string {
  if (insert === null) return "";
  if (typeof insert === "object") return "markup" in insert ? insert.markup : insert.map(render).join("");
  return escapeHtml(String(insert));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A sentence as markup, with its emphasis. */
export function sentenceMarkup(sentence: Sentence): Markup {
  return html`${sentence.map((span) => (typeof span === "string" ? span : html`<strong>${span.strong}</strong>`))}`;
}

/** Safe as text and as a quoted attribute; what would turn the text around it is escaped. */
function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/**
 * A script file for a script element: its end tags are escaped, and its source map comment, which would cause a request, is dropped. Its lines end as
 * a browser reads them, so that its hash is that of what the browser runs.
 */
export function inlineScript(code: string): Markup {
  const escaped = code.replaceAll("</script", "<\\/script").replace(/^\/\/# sourceMappingURL=.*$/gm, "");
  return { markup: escaped.replace(/\r\n?/g, "\n") };
}
