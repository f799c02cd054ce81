import type { Interval } from "../../harness/base/statistics/bootstrap.ts";
import { formatPoints } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";

const TO: InLanguages<string> = { en: " to ", zh: "至" };

/** "44.4 % to 55.6 %", "44.4 %至55.6 %" */
export function fromTo(low: string, high: string, language: Language = "en"): string {
  return `${low}${TO[language]}${high}`;
}

/** The same, or one of them where they look alike. */
export function fromToOrOne(low: string, high: string, language: Language = "en"): string {
  return low === high ? low : fromTo(low, high, language);
}

/** "−0.9 to +0.5", "−0.9至+0.5": differences of shares in percentage points */
export function pointsRange({ low, high }: Interval, language: Language = "en"): string {
  return fromTo(formatPoints(low), formatPoints(high), language);
}
