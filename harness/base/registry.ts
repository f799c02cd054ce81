import { closest, distance } from "fastest-levenshtein";
import { ConfigError } from "./errors.ts";
import { printableName } from "./printable.ts";

/** Maps names to lazy loaders: listing the names loads nothing, so a list of backends opens no native library. */
export interface Registry<T> {
  readonly kind: string;
  readonly names: readonly string[];
  has(name: string): boolean;
  /** @throws ConfigError listing the known names and suggesting the nearest one */
  load(name: string): Promise<T>;
}

export function createRegistry<T>(kind: string, entries: Readonly<Record<string, () => T | Promise<T>>>): Registry<T> {
  const names = Object.keys(entries);
  return {
    kind,
    names,
    has: (name) => Object.hasOwn(entries, name),
    load: async (name) => {
      const loader = Object.hasOwn(entries, name) ? entries[name] : undefined;
      if (loader === undefined) throw new ConfigError(unknownName(kind, name, names));
      return loader();
    },
  };
}

/** More names than this bury the suggestion before them. */
const MOST_LISTED = 30;
const NEAREST_LISTED = 5;

/**
 * unknown backend "onx"; did you mean "onnx"? (known: onnx, wasm). Of a long list only the nearest names are shown:
 * (nearest of 68: aws/c7i.large/us-east-1/spot, ...).
 */
export function unknownName(kind: string, name: string, known: readonly string[]): string {
  const hint = suggestion(name, known);
  const meant = hint === null ? "" : `; did you mean "${printableName(hint)}"?`;
  return `unknown ${kind} "${printableName(name)}"${meant} (${printableName(knownNames(name, known))})`;
}

function knownNames(name: string, known: readonly string[]): string {
  if (known.length <= MOST_LISTED) return `known: ${known.join(", ")}`;
  const wanted = name.toLowerCase();
  // A part of a long name, such as the instance of a price, is farther from it than from any short name.
  const isPart = (one: string) => wanted !== "" && one.toLowerCase().includes(wanted);
  const far = new Map(known.map((one) => [one, isPart(one) ? 0 : distance(wanted, one.toLowerCase())]));
  const nearest = [...known].sort((a, b) => far.get(a)! - far.get(b)!).slice(0, NEAREST_LISTED);
  return `nearest of ${known.length}: ${nearest.join(", ")}`;
}

/** The known name that a misspelling most likely means; null if none is near. */
export function suggestion(name: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const nearest = closest(name.toLowerCase(), known as string[]);
  return distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(nearest.length / 3))
    ? nearest
    : null;
}
