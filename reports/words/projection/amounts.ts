/** Amounts of models of any size: a training may take a second, or a century. */
import { formatBytes, formatNumber } from "../../../harness/judge/figures/format.ts";
import type { WithInterval } from "../../../harness/judge/projection/power-law.ts";
import type { QuantityName } from "../../../harness/judge/projection/quantities.ts";
import type { InLanguages, Language } from "../language.ts";

type TimeUnit = readonly [ms: number, name: string];

/** Smallest first. */
const TIME_UNITS: InLanguages<readonly TimeUnit[]> = {
  en: timeUnits([" ms", " s", " min", " hours", " days", " years"]),
  zh: timeUnits([" ms", " s", " min", "小时", "天", "年"]),
};

function timeUnits(names: readonly string[]): TimeUnit[] {
  const ms = [1, 1000, 60_000, 3_600_000, 86_400_000, 365 * 86_400_000];
  return names.map((name, index) => [ms[index]!, name]);
}

/** In the largest unit of which there are two: 90 s, 36 hours, 4.2 years */
export function timeText(ms: number, language: Language): string {
  const [smallest, ...larger] = TIME_UNITS[language] as readonly [TimeUnit, ...TimeUnit[]];
  const [unitMs, name] = larger.filter(([unit]) => ms >= 2 * unit).at(-1) ?? smallest;
  return `${formatNumber(ms / unitMs)}${name}`;
}

/** 2099 -> "2,099", 2566193 -> "2.57 M", 8.03e9 -> "8.03 B" */
export function sizeText(parameters: number): string {
  if (parameters >= 1e9) return `${formatNumber(parameters / 1e9)} B`;
  return parameters >= 1e6
    ? `${formatNumber(parameters / 1e6)} M`
    : parameters.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** Bytes, or milliseconds, in units. */
export function amountText(quantity: QuantityName, value: number, language: Language): string {
  return quantity.endsWith("Bytes") ? formatBytes(value) : timeText(value, language);
}

/** 0.4983 -> "0.50", -0.0312 -> "−0.03": more digits than two would promise what a fit does not hold. */
export function powerText(power: number): string {
  const text = Math.abs(power).toFixed(2);
  return power < 0 && text !== "0.00" ? `−${text}` : text;
}

const TO: InLanguages<string> = { en: " to ", zh: "至" };

/** The interval: "1.2 s to 4 s" */
export function rangeText(quantity: QuantityName, { low, high }: WithInterval, language: Language): string {
  const [from, to] = [low, high].map((value) => amountText(quantity, value, language));
  return `${from}${TO[language]}${to}`;
}
