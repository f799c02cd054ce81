import { formatCount } from "../analysis/format.ts";
import { METRICS, type MetricName } from "./metrics.ts";

const sixDigits = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });

/** A figure with enough digits to tell it from a limit nearby: 640032 bytes -> "640,032 B" */
export function figureText(metric: MetricName, value: number | string): string {
  if (typeof value === "string") return value;
  switch (METRICS[metric].unit) {
    case "bytes":
      return `${formatCount(value)} B`;
    case "count":
      return formatCount(value);
    case "share":
      return `${sixDigits.format(value * 100)} %`;
    case "usd/M":
      return `$${sixDigits.format(value)}/M`;
    case "ms":
      return `${sixDigits.format(value)} ms`;
    case "texts/s":
      return `${formatCount(value)} texts/s`;
    default:
      return String(value);
  }
}
