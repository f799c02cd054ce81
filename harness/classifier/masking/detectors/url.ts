import type { Detector, Span } from "../detector.ts";

/** A scheme or "www.", and all up to white space, a quote, an angle bracket or Chinese punctuation. */
const ADDRESS = /(?:[a-z][a-z0-9+.-]{1,15}:\/\/|www\.)([^\s<>"“”‘’「」『』《》【】（），。；：！？、]+)/gi;
/** Most texts have neither: looking for a scheme takes longer than looking for what ends it. */
const MARK = /:\/\/|www\./i;
/** What ends a sentence or a bracket around an address is none of it. */
const AFTER = new Set(".,;:!?)]}'*_");

/** Addresses of the web and of other schemes; a bare domain such as example.com is none. */
export const detectUrls: Detector = ({ written }) => {
  if (!MARK.test(written)) return [];
  const spans: Span[] = [];
  for (const { 0: match, 1: rest, index } of written.matchAll(ADDRESS)) {
    let length = match.length;
    const least = match.length - rest!.length;
    while (length > least && AFTER.has(match[length - 1]!)) length -= 1;
    if (length > least) spans.push({ start: index, end: index + length });
  }
  return spans;
};
