import type { TopLevelSpec } from "vega-lite";
import type { Selection } from "./selection.ts";

/** A spec whose rows are of the configurations that are shown; rows that are about none stay. */
export function ofSelection(spec: TopLevelSpec, selection: Selection): TopLevelSpec {
  return selection === null ? spec : (filtered(spec, selection) as TopLevelSpec);
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
