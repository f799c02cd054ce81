/** What a page says, read from its markup. */
import { inflateRawSync } from "node:zlib";
import { type Packed, unpacked } from "../../reports/packed.ts";

export function plainOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();
}

/** The headline, what it rests on, and what would make it surer. */
export function statedAnswer(page: string): string {
  const paragraphs = [...page.matchAll(/<p class="(?:answer|grounds|doubts)">(.*?)<\/p>/gs)];
  return paragraphs.map(([, markup]) => plainOf(markup!)).join(" ");
}

export function statedWarnings(page: string): string[] {
  const list = /<aside class="warnings".*?<\/aside>/s.exec(page)?.[0] ?? "";
  return [...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, markup]) => plainOf(markup!));
}

/** What the page gives its program under an id. @throws if it has nothing there */
export function payloadOf(page: string, id: string): unknown {
  const [, content] = new RegExp(`id="${id}">([A-Za-z0-9+/=]*)</script>`).exec(page)!;
  return unpacked(JSON.parse(inflateRawSync(Buffer.from(content!, "base64")).toString("utf8")) as Packed);
}
