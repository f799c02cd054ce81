import type { TopLevelSpec } from "vega-lite";
import type { Selection } from "./selection.ts";

/**
 * A spec whose rows are of the configurations that are shown; rows that are about none stay. A chart with a row for each name is as much lower
 * as it has fewer of them.
 */
export function ofSelection(spec: TopLevelSpec, selection: Selection): TopLevelSpec {
  if (selection === null) return spec;
  const shown = filtered(spec, selection) as TopLevelSpec;
  const [all, left] = [namesIn(spec), namesIn(shown)];
  if (!hasNamedRows(spec) || !("height" in spec) || typeof spec.height !== "number" || all === 0) return shown;
  return { ...shown, height: Math.round((spec.height * left) / all) } as TopLevelSpec;
}

/** Whether names are along the upright axis. */
function hasNamedRows(spec: unknown): boolean {
  const { encoding, layer = [] } = spec as {
    readonly encoding?: { readonly y?: { readonly field?: unknown } };
    readonly layer?: readonly unknown[];
  };
  return encoding?.y?.field === "name" || layer.some(hasNamedRows);
}

/** Names in the rows that all marks share. */
function namesIn({ data }: TopLevelSpec): number {
  const values = data != null && "values" in data && Array.isArray(data.values) ? data.values : [];
  return new Set(values.map((row: { readonly name?: unknown }) => row.name)).size;
}

function filtered(part: unknown, selection: ReadonlySet<string>): unknown {
  if (Array.isArray(part)) return part.map((one) => filtered(one, selection));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      name === "values" && Array.isArray(value)
        ? value.filter((row) => isShown(row, selection))
        : filtered(value, selection),
    ]),
  );
}

function isShown(row: unknown, selection: ReadonlySet<string>): boolean {
  if (typeof row !== "object" || row === null || !("configuration" in row)) return true;
  const { configuration } = row;
  return Array.isArray(configuration)
    ? configuration.some((id) => selection.has(id))
    : selection.has(String(configuration));
}

/** Rows of a spec's data that are about configurations. @param part the spec, or a part of it */
export function countRows(part: unknown): number {
  if (typeof part !== "object" || part === null) return 0;
  const own = "configuration" in part ? 1 : 0;
  return Object.values(part).reduce((sum: number, one) => sum + countRows(one), own);
}
