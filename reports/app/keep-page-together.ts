import { keptTogether } from "./keep-together.ts";

/** Keeps figures with their units in all texts below a node, but for what is to be copied. */
export function keepTogether(root: Node): void {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text.parentElement?.closest("pre, script") !== null) continue;
    const kept = keptTogether(text.data);
    if (kept !== text.data) text.data = kept;
  }
}
