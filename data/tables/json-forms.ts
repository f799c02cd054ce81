import { forShell } from "../../harness/base/shell.ts";

/**
 * What to do about JSON that is not one object on each line; null for JSON Lines, and for what is no JSON.
 * @param sample the first characters of the file
 */
export function otherJsonText(file: string, sample: string): string | null {
  const start = sample.trimStart();
  const lines = file.replace(/(\.jsonl?)?$/i, file.endsWith(".jsonl") ? ".lines.jsonl" : ".jsonl");
  const convert = (filter: string) => `jq -c ${filter} ${forShell(file)} > ${forShell(lines)}`;
  if (/^\[\s*[[{\]]/.test(start)) return `this is a JSON array; write one object per line: ${convert("'.[]'")}`;
  if (/^\{\s*[\r\n]/.test(start)) return `its JSON objects go over several lines; write each on one: ${convert(".")}`;
  return null;
}
