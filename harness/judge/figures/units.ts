import type { Read } from "../../base/documents/read.ts";
import {
  formatBytes,
  formatCount,
  formatGrams,
  formatKwh,
  formatMs,
  formatNumber,
  formatShare,
  formatUsd,
} from "./format.ts";

/** How quantities of one unit are written and read. */
export interface Unit {
  /** With the unit, to three digits: "24,800 texts/s". */
  format(value: number): string;
  /** The same below a heading that names the unit: "24,800". */
  bare(value: number): string;
  /** With enough digits to compare a value with a nearby limit: 640032 bytes -> "640,032 B". */
  exact(value: number): string;
  /** The unit on a chart's axis, and its size in this unit. */
  readonly axis: { readonly title: string; readonly size: number };
  /** "1.3 times as slow" */
  readonly times: string;
  /** Unit as people write it -> its size in this unit; prefixes are powers of ten, those with an i powers of 1024. */
  readonly written: Readonly<Record<string, number>>;
  /** A valid quantity, for error messages. */
  readonly example: string;
}

const sixDigits = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });

const PLAIN = { axis: { title: "", size: 1 }, times: "as high" } as const;

/** Every unit of a numeric figure. */
export const UNITS = {
  ms: {
    format: formatMs,
    bare: formatMs,
    exact: (ms) => `${sixDigits.format(ms)} ms`,
    axis: { title: "ms", size: 1 },
    times: "as slow",
    written: { µs: 1e-3, us: 1e-3, ms: 1, s: 1e3, min: 60e3 },
    example: "250 ms",
  },
  "texts/s": {
    ...PLAIN,
    format: (value) => `${formatNumber(value)} texts/s`,
    bare: formatNumber,
    exact: (value) => `${formatCount(value)} texts/s`,
    axis: { title: "texts per second", size: 1 },
    written: { "texts/s": 1 },
    example: "20,000 texts/s",
  },
  "requests/s": {
    ...PLAIN,
    format: (value) => `${formatNumber(value)} requests/s`,
    bare: formatNumber,
    exact: (value) => `${formatCount(value)} requests/s`,
    axis: { title: "requests per second", size: 1 },
    written: { "requests/s": 1 },
    example: "2,000 requests/s",
  },
  bytes: {
    format: formatBytes,
    bare: formatBytes,
    exact: (bytes) => `${formatCount(bytes)} B`,
    axis: { title: "kB", size: 1000 },
    times: "as large",
    written: { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 },
    example: "640 kB",
  },
  count: {
    ...PLAIN,
    format: formatCount,
    bare: formatCount,
    exact: formatCount,
    times: "as many",
    written: { "": 1 },
    example: "160,433",
  },
  /** A fraction, shown as a percentage. */
  share: {
    ...PLAIN,
    format: formatShare,
    bare: formatShare,
    exact: (share) => `${sixDigits.format(share * 100)} %`,
    axis: { title: "%", size: 0.01 },
    written: { "%": 0.01 },
    example: "85 %",
  },
  /** US dollars. */
  usd: {
    ...PLAIN,
    format: formatUsd,
    bare: formatUsd,
    exact: (usd) => `$${sixDigits.format(usd)}`,
    axis: { title: "US dollars", size: 1 },
    written: { $: 1 },
    example: "$0.02",
  },
  /** US dollars per million texts. */
  "usd/M": {
    ...PLAIN,
    format: (usd) => `${formatUsd(usd)}/M`,
    bare: formatUsd,
    exact: (usd) => `$${sixDigits.format(usd)}/M`,
    axis: { title: "US dollars per million texts", size: 1 },
    written: { "$/M": 1 },
    example: "$0.02/M",
  },
  /** Energy. */
  kWh: {
    ...PLAIN,
    format: formatKwh,
    bare: formatKwh,
    exact: (kwh) => `${sixDigits.format(kwh)} kWh`,
    axis: { title: "kWh", size: 1 },
    written: { mWh: 1e-6, Wh: 1e-3, kWh: 1 },
    example: "20 Wh",
  },
  /** Grams of CO2 equivalents. */
  gCO2e: {
    ...PLAIN,
    format: formatGrams,
    bare: formatGrams,
    exact: (grams) => `${sixDigits.format(grams)} g`,
    axis: { title: "g CO2e", size: 1 },
    written: { mg: 1e-3, g: 1, kg: 1e3 },
    example: "5 g",
  },
  /** Without a unit, such as a loss. */
  number: {
    ...PLAIN,
    format: formatNumber,
    bare: formatNumber,
    exact: (value) => sixDigits.format(value),
    written: { "": 1 },
    example: "0.35",
  },
} as const satisfies Readonly<Record<string, Unit>>;

export type QuantityUnit = keyof typeof UNITS;

/** "id" is text that can only be compared for equality, such as the hash of a graph. */
export type UnitName = QuantityUnit | "id";

/** "24,800 texts/s"; ids are unchanged, and null is a dash. */
export function formatValue(unit: UnitName, value: number | string | null): string {
  if (value === null) return "—";
  return typeof value === "string" || unit === "id" ? String(value) : UNITS[unit].format(value);
}

/** The words after "1.3 times": "as slow". */
export function timesText(unit: UnitName): string {
  return unit === "id" ? PLAIN.times : UNITS[unit].times;
}

/** A number, with optional commas between thousands; what precedes and follows it is the unit. */
const QUANTITY = /^(\$?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*([^\d\s].*)?$/;

/** "640 kB" in bytes -> 640000; "85 %" as a share -> 0.85 */
export function readQuantity(text: string, unit: QuantityUnit): Read<number> {
  const { written, example }: Unit = UNITS[unit];
  const [, prefix = "", digits, suffix = ""] = QUANTITY.exec(text.trim()) ?? [];
  const factor = Object.hasOwn(written, prefix + suffix) ? written[prefix + suffix] : undefined;
  const count = Number(digits?.replaceAll(",", ""));
  // 57 / 100 is the float64 nearest to 0.57, as a count of right answers divided is; 57 * 0.01 is not.
  const value = factor === undefined || factor >= 1 ? count * (factor ?? 1) : count / (1 / factor);
  if (!Number.isFinite(value)) return { ok: false, message: `must be a quantity such as "${example}", got "${text}"` };
  if (factor !== undefined) return { ok: true, value };
  return { ok: false, message: `must be in ${namesOf(written)}, such as "${example}", got "${text}"` };
}

function namesOf(written: Unit["written"]): string {
  const names = Object.keys(written).map((name) => (name === "" ? "no unit" : name.replace(/^\$/, "$…")));
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
