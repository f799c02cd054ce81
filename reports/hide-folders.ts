import type { Json } from "../harness/base/canonical-json.ts";
import type { Plan, RunLine } from "../harness/contract/index.ts";
import type { Fields } from "../harness/contract/plan.ts";

/** The folders of an absolute path, which tell strangers who keeps what where; POSIX or Windows. */
const FOLDERS = /(?<![\w.~/\\-])(?:[A-Za-z]:)?[/\\](?:[^\s/\\,;:"'()]+[/\\])+/g;

/** The text with files named without their folders, wherever it has an absolute path. */
export function hideFolders(text: string): string {
  return text.replace(FOLDERS, "");
}

/** The plan with its datasets named without their folders. Labels, which may look like paths, stay. */
export function planWithoutFolders(plan: Plan): Plan {
  const { matrixFile, axes, baseline, datasets, unlabelled, cells } = plan;
  const named = <D extends { readonly spec: string }>(one: D): D => ({ ...one, spec: hideFolders(one.spec) });
  return {
    ...plan,
    ...(matrixFile === undefined ? {} : { matrixFile: hideFolders(matrixFile) }),
    axes: axes.dataset === undefined ? axes : { ...axes, dataset: axes.dataset.map(hiddenIn) },
    baseline: baseline === null ? null : fieldsWithoutFolders(baseline),
    datasets: datasets.map(named),
    ...(unlabelled === undefined ? {} : { unlabelled: unlabelled.map(named) }),
    cells: cells.map((cell) => ({ ...cell, fields: fieldsWithoutFolders(cell.fields) })),
  };
}

function fieldsWithoutFolders(fields: Fields): Fields {
  return fields.dataset === undefined ? fields : { ...fields, dataset: hiddenIn(fields.dataset) };
}

function hiddenIn(value: Json): Json {
  return typeof value === "string" ? hideFolders(value) : value;
}

/** A line whose reason for having no figures, such as a library that cannot be opened, names no folder. */
export function lineWithoutFolders(line: RunLine): RunLine {
  if (!("status" in line)) return line;
  if (line.status === "failed") return { ...line, error: hideFolders(line.error) };
  return line.status === "skipped" ? { ...line, reason: hideFolders(line.reason) } : line;
}
