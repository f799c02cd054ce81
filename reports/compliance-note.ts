import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { complianceNote } from "../harness/judge/analysis/compliance.ts";
import { complianceWords } from "./words/compliance.ts";
import { oneLine } from "./words/one-line.ts";

/** compliance.md, in English. Equal input gives equal text. */
export function complianceMarkdown(analysis: Analysis): string {
  const { title, lede, entries } = complianceWords(complianceNote(analysis));
  const parts = entries.map(([term, lines]) => `## ${term}\n\n${lines.map((line) => `- ${shown(line)}\n`).join("")}`);
  return [`# ${shown(analysis.plan.name)}: ${title.toLowerCase()}\n`, `${lede}\n`, ...parts].join("\n");
}

/** As it is for who reads the file itself, and no markup where it is rendered. */
function shown(text: string): string {
  return oneLine(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
