/**
 * Letters for items in the order of their values: two that are told apart share none. What lies beyond one that is told apart is told
 * apart, too, however noisy it is, so that each letter is a range of the order, and there are no more letters than items.
 * @param isApart for items by their position, the first before the second
 * @returns by item, its letters in order, such as "ab"
 * @see Piepho 2004, Journal of Computational and Graphical Statistics 13(2), p. 456, on letters for all pairs
 */
export function compactLetters(count: number, isApart: (one: number, later: number) => boolean): string[] {
  const letters = Array.from({ length: count }, () => "");
  let given = 0;
  let end = 0;
  for (let start = 0; start < count; start += 1) {
    let own = Math.max(end, start + 1);
    while (own < count && !isApartFromAny(start, own, isApart)) own += 1;
    // A range that an earlier one contains says nothing new.
    if (own === end) continue;
    end = own;
    for (let item = start; item < end; item += 1) letters[item] += letterOf(given);
    given += 1;
  }
  return letters;
}

/** Whether an item is told apart from any of those from `start` up to it. */
function isApartFromAny(start: number, item: number, isApart: (one: number, later: number) => boolean): boolean {
  for (let one = start; one < item; one += 1) if (isApart(one, item)) return true;
  return false;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

function letterOf(index: number): string {
  return LETTERS[index] ?? `(${index + 1})`;
}

/** Whether two items have a letter in common, and so are not told apart. */
export function shareLetter(one: string, other: string): boolean {
  const letters = new Set(lettersIn(one));
  return lettersIn(other).some((letter) => letters.has(letter));
}

function lettersIn(letters: string): string[] {
  return letters.match(/\(\d+\)|[a-z]/gi) ?? [];
}
