/** What a page says, read from its markup. */

export function plainOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();
}

/** The headline and what it rests on. */
export function statedAnswer(page: string): string {
  const paragraphs = [...page.matchAll(/<p class="(?:answer|grounds)">(.*?)<\/p>/gs)];
  return paragraphs.map(([, markup]) => plainOf(markup!)).join(" ");
}

export function statedWarnings(page: string): string[] {
  const list = /<aside class="warnings".*?<\/aside>/s.exec(page)?.[0] ?? "";
  return [...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, markup]) => plainOf(markup!));
}
