import type { Projection } from "../harness/judge/projection/projection.ts";
import { kindTexts, trustLead, trustText } from "./words/projection/trust.ts";

/** For programs: numbers as they are, and what is said of them. Times are milliseconds, memory is bytes. */
export function projectionJson(found: Projection) {
  const { sizes, texts, usdPerHour, quantities } = found;
  return {
    sizes,
    texts,
    usdPerHour,
    text: trustLead(found, "en"),
    caveats: kindTexts(found, "en"),
    quantities: quantities.map(({ law, ...rest }) => ({
      ...rest,
      residualDegreesOfFreedom: law.fit.degreesOfFreedom,
      coefficients: law.fit.coefficients,
      text: trustText({ law, ...rest }, "en"),
    })),
  };
}
