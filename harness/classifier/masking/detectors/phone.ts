import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from "libphonenumber-js";
import { ConfigError } from "../../../base/errors.ts";
import { type Detector, type Span, withoutOverlaps } from "../detector.ts";

/** Seven digits with little between them: the library looks nowhere else, and most texts have none. */
const DIGITS = /\d(?:[^\d\p{L}\n:,;]{0,6}\d){6,}/gu;
/** What may belong to a number, or speak against one: a plus and brackets before it, an extension after it. */
const UNITS_BEFORE = 8;
const UNITS_AFTER = 20;
/** The library gives up on one text after 65,535 candidates: it is asked about no more than this. */
const MOST_UNITS = 4096;

/**
 * Phone numbers with their country's code, such as +1 202 555 0188, and those that are written as in one country.
 * @param country two letters; null for none
 * @throws ConfigError on a country that the library does not know
 */
export function phoneDetector(country: string | null): Detector {
  if (country !== null && !isSupportedCountry(country)) {
    throw new ConfigError(`tokenizer.mask "phone:${country}": needs the code of a country, such as US, GB or CN`);
  }
  const options = country === null ? undefined : { defaultCountry: country as CountryCode };
  return ({ narrow }) => {
    const spans: Span[] = [];
    for (const { 0: digits, index } of narrow.matchAll(DIGITS)) {
      const last = index + digits.length;
      for (let at = index; at < last; at += MOST_UNITS) {
        const start = Math.max(0, at - UNITS_BEFORE);
        const part = narrow.slice(start, Math.min(last, at + MOST_UNITS) + UNITS_AFTER);
        for (const { startsAt, endsAt } of findPhoneNumbersInText(part, options)) {
          spans.push({ start: start + startsAt, end: start + endsAt });
        }
      }
    }
    return withoutOverlaps(spans);
  };
}
