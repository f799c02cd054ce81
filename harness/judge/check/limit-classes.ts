import { ConfigError } from "../../base/errors.ts";
import { suggestion } from "../../base/registry.ts";
import type { Limits } from "./limits.ts";

/**
 * A limit on a class that the data lacks would never be broken. One for every matrix may be about other data, unless it
 * looks like a misspelled class of this.
 * @param classes of the matrix's data; empty where they are not known, which refuses nothing
 * @throws ConfigError with a line for each entry about a class that is missing
 */
export function refuseUnknownClasses({ limits, waivers }: Limits, matrix: string, classes: readonly string[]): void {
  if (classes.length === 0) return;
  const lines = [...limits, ...waivers].flatMap(({ className, matrix: of, where }) => {
    const concerns = of === null || of === matrix;
    if (className === null || !concerns || classes.includes(className)) return [];
    const near = suggestion(className, classes);
    if (near === null && of === null) return [];
    const meant = near === null ? `it has ${classes.map(quote).join(", ")}` : `did you mean ${quote(near)}?`;
    return [`${where}: the data of ${matrix} has no class ${quote(className)}; ${meant}`];
  });
  if (lines.length > 0) throw new ConfigError(lines.join("\n"));
}

const quote = (text: string) => JSON.stringify(text);
