import type { Json } from "../../base/canonical-json.ts";
import { ConfigError, NothingToRunError } from "../../base/errors.ts";
import { printableName } from "../../base/printable.ts";
import { unknownName } from "../../base/registry.ts";
import { wildcard } from "../../base/wildcard.ts";
import type { Plan } from "../../contract/index.ts";
import { spellings } from "../../contract/spellings.ts";
import { usedSettings } from "./cell-settings.ts";
import type { KnownSources } from "./known-names.ts";

/**
 * The plan with fewer cells. Different keys must all match; several values of one key match either.
 * @param filters such as "serveBackend=wasm", "quantization=int8*" or "seed=1,2", by axis or "seed"; a plugin by its name or
 *   as JSON with its parameters
 * @throws ConfigError on a filter without "=" or a key that no cell has
 * @throws NothingToRunError where no cell is left
 */
export function filterPlan(plan: Plan, filters: readonly string[], sources: KnownSources): Plan {
  const wanted = valuesByKey(filters);
  const filterable = plan.cells.map((cell) => ({ cell, values: usedSettings(plan, cell, sources) }));
  const known = [...new Set(filterable.flatMap(({ values }) => Object.keys(values)))];
  for (const key of wanted.keys()) {
    if (!known.includes(key)) throw new ConfigError(`--filter: ${unknownName("field", key, known)}`);
  }
  const kept = filterable.filter(({ values }) =>
    [...wanted].every(([key, options]) => {
      const value = values[key];
      return (
        value !== undefined && spellings(value).some((spelling) => options.some((option) => option.test(spelling)))
      );
    }),
  );
  if (kept.length === 0) throw new NothingToRunError(emptyMessage(filters, [...wanted.keys()], filterable));
  return { ...plan, cells: kept.map(({ cell }) => cell) };
}

type FilterableCell = { readonly values: Readonly<Record<string, Json>> };

function valuesByKey(filters: readonly string[]): Map<string, readonly RegExp[]> {
  const wanted = new Map<string, readonly RegExp[]>();
  for (const filter of filters) {
    const split = filter.indexOf("=");
    if (split < 1)
      throw new ConfigError(`--filter ${printableName(filter)}: must be key=value, such as serveBackend=wasm`);
    const key = filter.slice(0, split);
    wanted.set(key, [...(wanted.get(key) ?? []), ...optionsIn(filter.slice(split + 1)).map(wildcard)]);
  }
  return wanted;
}

/** "1,2" is either; commas in JSON, and in a dataset's name as a whole, belong to the value. */
function optionsIn(text: string): string[] {
  return /^[[{"]/.test(text) ? [text] : [...new Set([text, ...text.split(",")])];
}

function emptyMessage(filters: readonly string[], keys: readonly string[], cells: readonly FilterableCell[]): string {
  const present = keys.map((key) => {
    const values = new Set(
      cells.flatMap(({ values }) => (values[key] === undefined ? [] : [spellings(values[key])[0]])),
    );
    return `${key} is ${[...values].join(" or ")}`;
  });
  return `--filter ${filters.join(" ")} leaves no cell; in this matrix ${present.join(", ")}`;
}
