import { canonicalJson } from "../../base/canonical-json.ts";
import type { Axis } from "../../contract/axes.ts";
import { SHARED_AXES, type SourceDeclaration, splitSource } from "../../contract/model-source.ts";
import type { KnownNames } from "./known-names.ts";
import type { MatrixCell } from "./matrix.ts";
import type { Settings } from "./settings.ts";

/** Whether an axis changes the models of a source. */
export function usesAxis({ uses }: SourceDeclaration, axis: Axis): boolean {
  if (uses === "all" || axis.startsWith("serving.") || SHARED_AXES.some((shared) => shared === axis)) return true;
  // Trains and serves: it says something if either does.
  if (axis === "backend") return uses.includes("trainBackend") || uses.includes("serveBackend");
  return uses.some((used) => used === axis);
}

/** The names in a matrix of its models' and their teachers' sources, but for the reference. */
export function sourceSpecs(cells: readonly MatrixCell[]): string[] {
  return [
    ...new Set(
      cells.flatMap(({ experiment, teacher }) => [experiment, teacher].flatMap((one) => one?.model.source ?? [])),
    ),
  ];
}

/** What the source of a cell says of itself. */
export function sourceOf(settings: Settings, { declarationOf }: Pick<KnownNames, "declarationOf">): SourceDeclaration {
  return declarationOf(splitSource(settings["model.source"]).name);
}

/**
 * A cell's settings with what its source does not use at one value, so that cells that differ in that alone are one experiment.
 * @param defaults those of a matrix that says nothing
 */
export function asSourced(settings: Settings, defaults: Settings, source: SourceDeclaration): Settings {
  if (source.uses === "all") return settings;
  const values = Object.entries(settings).map(([axis, value]) =>
    usesAxis(source, axis as Axis) ? [axis, value] : [axis, { ...defaults, ...source.fixed }[axis as keyof Settings]],
  );
  return Object.fromEntries(values) as Settings;
}

/** The axes on which some settings differ. */
export function differingAxes(all: readonly Settings[]): Axis[] {
  const [first, ...others] = all;
  return (Object.keys(first ?? {}) as (keyof Settings)[]).filter((axis) =>
    others.some((other) => canonicalJson(other[axis]) !== canonicalJson(first![axis])),
  );
}
