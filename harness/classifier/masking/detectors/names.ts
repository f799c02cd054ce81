import type { NameList } from "../../../contract/name-list.ts";
import type { Detector, Span } from "../detector.ts";
import { type NameWord, nameHash, nameWords } from "../name-list.ts";

/** Units that may part two words of a name: a blank, a dot and a blank, a hyphen. */
const MOST_BETWEEN = 3;
/** Words, and words in a row, of which is known whether they are on the list: most of a text were seen before. */
const MOST_KNOWN = 50_000;

/** The names of a list in any case, of several the longest. They stand in memory by hash alone, too. */
export function nameDetector({ id, longest, firstWords, names }: NameList): Detector {
  const beginsName = listed(id, firstWords);
  const isName = listed(id, names);
  return ({ written }) => {
    const spans: Span[] = [];
    const words = nameWords(written);
    for (let at = 0; at < words.length; at += 1) {
      if (!beginsName(words[at]!.folded)) continue;
      let last = at;
      while (last + 1 < words.length && last + 1 < at + longest && areNear(words[last]!, words[last + 1]!)) last += 1;
      while (last >= at && !isName(joined(words, at, last))) last -= 1;
      if (last < at) continue;
      spans.push({ start: words[at]!.start, end: words[last]!.end });
      at = last;
    }
    return spans;
  };
}

function joined(words: readonly NameWord[], first: number, last: number): string {
  let all = words[first]!.folded;
  for (let at = first + 1; at <= last; at += 1) all += ` ${words[at]!.folded}`;
  return all;
}

/** Whether the hash of words is among these. A hash takes longer than remembering one. */
function listed(id: string, hashes: readonly string[]): (words: string) => boolean {
  const all = new Set(hashes);
  const known = new Map<string, boolean>();
  return (words) => {
    const found = known.get(words);
    if (found !== undefined) return found;
    if (known.size === MOST_KNOWN) known.clear();
    const isListed = all.has(nameHash(id, words));
    known.set(words, isListed);
    return isListed;
  };
}

function areNear(one: Span, next: Span): boolean {
  return next.start - one.end <= MOST_BETWEEN;
}
