/** Ways to write a value in a filter: as JSON, as bare text, and a plugin by just its name. */
import type { Json } from "../base/canonical-json.ts";
import { canonicalJson } from "../base/canonical-json.ts";
export function spellings(value: Json): string[] {
  const json = canonicalJson(value);
  if (typeof value === "string") return [value, json];
  const name = value !== null && typeof value === "object" && "name" in value ? value.name : undefined;
  return typeof name === "string" ? [name, json] : [json];
}
