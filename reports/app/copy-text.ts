/**
 * Copies a text, also in browsers that keep the clipboard from pages that were opened as files.
 * @param shown where the text stands; it is selected if nothing can be copied
 * @returns whether it was copied
 */
export async function copyText(text: string, shown: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown);
    return document.execCommand("copy");
  }
}
