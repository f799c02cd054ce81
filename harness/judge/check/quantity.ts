import type { Read } from "../../base/documents/read.ts";
import type { Metric } from "./metrics.ts";

/** The unit of a change by kind of metric: percent of the base, or percentage points of accuracy. */
const CHANGE_UNITS = { sampled: "%", exact: "%", derived: "%", accuracy: "pp", quality: "pp" } as const;

/** Example of a change for messages, without its sign. */
const EXAMPLES = { "%": "10 %", pp: "0.5 pp" } as const;

const CHANGE = /^([+\-−])\s*(\d+(?:\.\d+)?)\s*(%|pp)$/;

/**
 * Reads an allowed worsening: a share of the base or, for an accuracy, of the test rows.
 * "+10 %" for bytes -> 0.1; "-0.5 pp" for an accuracy -> 0.005
 */
export function readChange(text: string, { better, kind }: Pick<Metric, "better" | "kind">): Read<number> {
  const needed = CHANGE_UNITS[kind];
  const isWorseUp = better !== "higher";
  const example = `${isWorseUp ? "+" : "-"}${EXAMPLES[needed]}`;
  const [, sign, digits, unit] = CHANGE.exec(text.trim()) ?? [];
  if (digits === undefined) return { ok: false, message: `must be a change such as "${example}", got "${text}"` };
  if (unit !== needed) return { ok: false, message: `must be in ${needed}, such as "${example}", got "${text}"` };
  if ((sign === "+") !== isWorseUp) {
    const worse = isWorseUp ? "grows" : "falls";
    return {
      ok: false,
      message: `must have the other sign, such as "${example}", since the metric gets worse when it ${worse}, got "${text}"`,
    };
  }
  const value = Number(digits) / 100;
  if (sign !== "+" && value >= 1) return { ok: false, message: `must be less than 100 ${unit}, got "${text}"` };
  return { ok: true, value };
}
