import type { Json } from "../harness/base/canonical-json.ts";
import { mapValues } from "../harness/base/map-values.ts";
import type { Plan, RunLine } from "../harness/contract/index.ts";
import type { MarkLine } from "../harness/contract/mark.ts";
import type { Fields } from "../harness/contract/plan.ts";
import type { CheckedSide, CheckResult } from "../harness/judge/check/check-result.ts";

type FileReading = NonNullable<Plan["datasets"][number]["files"]>[number];

/** The folders of an absolute path, which tell strangers who keeps what where; POSIX or Windows. */
const FOLDERS = /(?<![\w.~/\\-])(?:[A-Za-z]:)?[/\\](?:[^\s/\\,;:"'()]+[/\\])+/g;

/** The text with files named without their folders, wherever it has an absolute path. */
export function hideFolders(text: string): string {
  return text.replace(FOLDERS, "");
}

/** A value of a dataset's spec, between quotes or up to the next comma. */
const SPEC_VALUE = /(?<=[:=])(?:"([^"]*)"|[^",]+)/g;

/** A dataset's spec with its files named without their folders, which may hold spaces and, in quotes, commas. */
function specWithoutFolders(spec: string): string {
  return spec.replace(SPEC_VALUE, (value, quoted: string | undefined) =>
    quoted === undefined ? fileWithoutFolders(value) : `"${fileWithoutFolders(quoted)}"`,
  );
}

/** The name of a file, without its folders if it is absolute. */
function fileWithoutFolders(file: string): string {
  return /^(?:[A-Za-z]:)?[/\\]/.test(file) ? file.replace(/^.*[/\\](?=.)/s, "") : file;
}

/** What a check compared, and the limits that it applied, named without their folders. */
export function checkWithoutFolders(check: CheckResult): CheckResult {
  const named = (side: CheckedSide): CheckedSide => ({ ...side, name: fileWithoutFolders(side.name) });
  const rows = check.rows.map((row) => ({
    ...row,
    limit: row.limit === null ? null : placedInFile(row.limit),
    kept: row.kept.map(placedInFile),
    reason: "where" in row.reason ? placedInFile(row.reason) : row.reason,
  }));
  const notes = check.notes.map((note) => {
    if (note.kind === "not-paired") {
      const { matrix, dataset } = note;
      const shown = dataset === undefined ? {} : { dataset: specWithoutFolders(dataset) };
      return { ...note, matrix: fileWithoutFolders(matrix), ...shown };
    }
    return "where" in note ? placedInFile(note) : note;
  });
  return { ...check, base: named(check.base), head: named(check.head), rows, notes };
}

/** What stands in limits.json, such as "limits.json:3:5". */
function placedInFile<T extends { readonly where: string }>(one: T): T {
  return { ...one, where: fileWithoutFolders(one.where) };
}

/** The plan with its datasets named without their folders. Labels, which may look like paths, stay. */
export function planWithoutFolders(plan: Plan): Plan {
  const { matrixFile, otherDataset, axes, baseline, datasets, unlabelled, sources, joined, cells } = plan;
  const named = <D extends { readonly spec: string }>(one: D): D => ({ ...one, spec: specWithoutFolders(one.spec) });
  const read = (file: FileReading): FileReading => ({ ...file, name: fileWithoutFolders(file.name) });
  return {
    ...plan,
    ...(matrixFile === undefined ? {} : { matrixFile: fileWithoutFolders(matrixFile) }),
    ...(otherDataset === undefined ? {} : { otherDataset: specWithoutFolders(otherDataset) }),
    axes: mapValues(axes, (values, axis) => values.map((value) => hiddenIn(value, axis))),
    baseline: baseline === null ? null : fieldsWithoutFolders(baseline),
    datasets: datasets.map((one) => ({
      ...named(one),
      ...(one.files === undefined ? {} : { files: one.files.map(read) }),
    })),
    ...(unlabelled === undefined ? {} : { unlabelled: unlabelled.map(named) }),
    ...(sources === undefined ? {} : { sources: sources.map(named) }),
    ...(joined === undefined
      ? {}
      : { joined: joined.map((one) => ({ ...one, source: specWithoutFolders(one.source) })) }),
    cells: cells.map((cell) => ({ ...cell, fields: fieldsWithoutFolders(cell.fields) })),
  };
}

/** Fields whose values name files after a colon, also within a technique. */
const SPECS: readonly string[] = ["dataset", "model.source", "source", "unlabelled"];

function fieldsWithoutFolders(fields: Fields): Fields {
  return mapValues(fields, hiddenIn);
}

function hiddenIn(value: Json, field: string): Json {
  if (typeof value === "string") return SPECS.includes(field) ? specWithoutFolders(value) : value;
  if (Array.isArray(value)) return value.map((one) => hiddenIn(one, field));
  return typeof value === "object" && value !== null
    ? mapValues(value as Readonly<Record<string, Json>>, hiddenIn)
    : value;
}

/** A line whose reason for having no figures, such as a library that cannot be opened, names no folder. */
export function lineWithoutFolders(line: RunLine): RunLine {
  if (!("status" in line)) return line;
  if (line.status === "failed") return { ...line, error: hideFolders(line.error) };
  return line.status === "skipped" ? { ...line, reason: hideFolders(line.reason) } : line;
}

/** A mark whose reason for missing names no folder. */
export function markWithoutFolders(mark: MarkLine): MarkLine {
  return mark.status === "missing" ? { ...mark, reason: hideFolders(mark.reason) } : mark;
}
