import { type Detector, matchSpans } from "../detector.ts";

/** At most 64 units before the @, and 20 labels of at most 63 after it: the bounds of RFC 5321, which also bound the time. */
const ASCII = /[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,20}[a-z][a-z0-9-]{1,62}/gi;
const INTERNATIONAL =
  /[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{M}\p{N}-]{1,63}\.){1,20}\p{L}[\p{L}\p{M}\p{N}-]{1,62}/giu;

/**
 * Addresses of ASCII first, so that Chinese words beside one are none of it (邮箱a@b.com谢谢); where there are none, those of any letters. A host needs a
 * dot, but no known ending: internal ones are addresses, too.
 */
export const detectEmails: Detector = ({ narrow }) => {
  if (!narrow.includes("@")) return [];
  const ascii = matchSpans(narrow, ASCII);
  return ascii.length > 0 ? ascii : matchSpans(narrow, INTERNATIONAL);
};
