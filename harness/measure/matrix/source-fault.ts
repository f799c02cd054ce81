import { unknownName } from "../../base/registry.ts";
import { splitSource } from "../../contract/model-source.ts";
import type { KnownSources } from "./known-names.ts";

/** What is wrong with the name of a source, such as "onnx" without a folder; null if nothing is. */
export function sourceFault(spec: string, { sources, declarationOf }: KnownSources): string | null {
  const { name, argument } = splitSource(spec);
  if (!sources.includes(name)) return unknownName("model source", name, sources);
  const needed = declarationOf(name).argument;
  if (needed === null) {
    return argument === null ? null : `model source "${name}" takes nothing after its name; write just ${name}`;
  }
  return (argument ?? "") === "" ? `model source "${name}" needs ${needed}: write ${name}:${needed}` : null;
}
