import type { TopLevelSpec } from "vega-lite";

type Part = Readonly<Record<string, unknown>>;

interface Said {
  readonly field: string;
  readonly title: string;
  readonly format?: string;
}

/**
 * A spec whose marks say to a screen reader what they say to the pointer. Of itself, Vega-Lite tells of a mark all that it is drawn from, by the names
 * of fields.
 */
export function spoken(spec: TopLevelSpec): TopLevelSpec {
  return spokenPart(spec as unknown as Part, []) as unknown as TopLevelSpec;
}

/** @param around what the marks around a part say */
function spokenPart(part: Part, around: readonly Said[]): Part {
  const { tooltip } = (part.encoding ?? {}) as Part;
  const lines = Array.isArray(tooltip) ? (tooltip as readonly Said[]) : around;
  if (Array.isArray(part.layer)) {
    return { ...part, layer: (part.layer as readonly Part[]).map((one) => spokenPart(one, lines)) };
  }
  if (lines.length === 0) return part;
  const mark = typeof part.mark === "string" ? { type: part.mark } : (part.mark as Part);
  return { ...part, mark: { ...mark, description: { expr: lines.map(lineOf).join(" + '; ' + ") } } };
}

/** A Vega expression: "configuration: baseline" */
function lineOf({ field, title, format }: Said): string {
  const value = `datum[${JSON.stringify(field)}]`;
  const number =
    format === undefined
      ? `format(${value}, ${value} === floor(${value}) ? ',' : ',.4~r')`
      : `format(${value}, ${JSON.stringify(format)})`;
  const text = `(${value} == null ? '—' : isNumber(${value}) ? ${number} : toString(${value}))`;
  return title === "" ? text : `${JSON.stringify(`${title}: `)} + ${text}`;
}
