/** Adds a capital letter and a period. */
export function fullSentence(text: string): string {
  const trimmed = text.trim();
  const sentence = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return sentence === "" || /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
