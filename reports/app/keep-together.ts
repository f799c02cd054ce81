/** A text whose lines do not break between a figure and its unit or its label, nor before the dot between two values. */
export function keptTogether(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|ms|s|kB|MB|GB)(?![\p{L}\d]))| (?=· )|(?<=\p{L}\d*:) (?=\d)/gu, "\u00a0");
}

/** The same of all texts below a node, but for what is to be copied. */
export function keepTogether(root: Node): void {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text.parentElement?.closest("pre, script") !== null) continue;
    const kept = keptTogether(text.data);
    if (kept !== text.data) text.data = kept;
  }
}
