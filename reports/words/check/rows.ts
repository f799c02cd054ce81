import {
  type CheckResult,
  type CheckRow,
  type Ratio,
  redRows,
  type Verdict,
} from "../../../harness/judge/check/check-result.ts";
import { METRICS } from "../../../harness/judge/check/metrics.ts";
import { exactFigureText, figureText } from "../../../harness/judge/check/wording.ts";
import { formatNumber } from "../../../harness/judge/figures/format.ts";

/** The order in which a reader needs them. */
const VERDICT_ORDER: readonly Verdict[] = [
  "regressed",
  "changed",
  "missing",
  "inconclusive",
  "not-comparable",
  "improved",
  "pass",
];

/** Rows that fail first, then by verdict, passes last; equal ones in their old order. */
export function inReadingOrder(result: Pick<CheckResult, "rows">): CheckRow[] {
  const red = new Set(redRows(result));
  const rank = (row: CheckRow) => VERDICT_ORDER.indexOf(row.verdict) + (red.has(row) ? 0 : VERDICT_ORDER.length);
  return [...result.rows].sort((a, b) => rank(a) - rank(b));
}

export function isWorse({ verdict }: Pick<CheckRow, "verdict">): boolean {
  return verdict === "regressed" || verdict === "changed";
}

/** "regressed", "regressed (waived)", "changed (warning)", "not comparable" */
export function verdictText(row: CheckRow): string {
  const name = row.verdict.replace("-", " ");
  if (!isWorse(row)) return name;
  if (row.waiver !== null) return `${name} (waived)`;
  return row.severity === "warning" ? `${name} (warning)` : name;
}

/** How many rows have each text of a verdict, in reading order. */
export function verdictCounts(result: Pick<CheckResult, "rows">): [text: string, count: number][] {
  const counts = new Map<string, number>();
  for (const row of inReadingOrder(result)) {
    const text = verdictText(row);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts];
}

export function cellCount({ rows }: Pick<CheckResult, "rows">): number {
  return new Set(rows.map(({ cell }) => cell)).size;
}

/** Base and head in the metric's unit, "—" where there is none; all digits where rounding would hide what an exact metric differs by. */
export function figureTexts({ metric, base, head }: CheckRow): { readonly base: string; readonly head: string } {
  const isHidden =
    METRICS[metric].kind !== "sampled" &&
    typeof base === "number" &&
    typeof head === "number" &&
    base !== head &&
    figureText(metric, base) === figureText(metric, head);
  const text = (value: number | string | null) =>
    oneLine(isHidden ? exactFigureText(metric, value as number) : figureText(metric, value));
  return { base: text(base), head: text(head) };
}

/** 1.3149 -> "1.31"; 0.012345 -> "0.0123" */
export function ratioText(ratio: number): string {
  return ratio >= 0.1 && ratio < 100 ? ratio.toFixed(2) : formatNumber(ratio);
}

/** "1.27 to 1.35" */
export function intervalText({ low, high }: Ratio): string {
  return `${ratioText(low)} to ${ratioText(high)}`;
}

/** "1.31 (1.27 to 1.35)", or "—" where there is no ratio. */
export function ratioCell(ratio: Ratio | null): string {
  return ratio === null ? "—" : `${ratioText(ratio.middle)} (${intervalText(ratio)})`;
}

/** Why this verdict, with the limit that was broken, and the waiver, each one a sentence. */
export function explanation({ reason, waiver }: CheckRow): string {
  const parts = [sentence(reason)];
  if (waiver !== null) parts.push(sentence(`Waived until ${waiver.until}: ${waiver.reason}`));
  return oneLine(parts.filter((part) => part !== "").join(" "));
}

function sentence(text: string): string {
  const trimmed = text.trim();
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return begun === "" || /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** Line breaks, control characters and marks that turn the direction of writing become single spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\s]+/gu, " ").trim();
}

/** At most so many characters, the last a "…" where some were cut. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}

/** "main (1a2b3c4)"; the commit alone where it is the name. */
export function sideText({ name, commit }: CheckResult["base"]): string {
  const short = commit === null ? null : commit.slice(0, 7);
  return oneLine(short === null || name === commit || name === short ? name : `${name} (${short})`);
}

/** What results depend on that differs between the sides: "cpu: A in main, B in feature". */
export function fingerprintDifferences({ base, head }: Pick<CheckResult, "base" | "head">): string[] {
  const keys = [...new Set([...Object.keys(base.fingerprint), ...Object.keys(head.fingerprint)])].sort();
  const text = (side: CheckResult["base"], key: string) => JSON.stringify(side.fingerprint[key]) ?? "nothing";
  return keys
    .filter((key) => text(base, key) !== text(head, key))
    .map((key) => oneLine(`${key}: ${text(base, key)} in ${base.name}, ${text(head, key)} in ${head.name}`));
}

/** The control's sentence. */
export function controlText({ reason }: NonNullable<CheckResult["control"]>): string {
  return oneLine(sentence(reason));
}
