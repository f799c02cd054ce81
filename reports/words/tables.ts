import { formatCount, plural } from "../../harness/judge/figures/format.ts";
import type { InLanguages } from "./language.ts";

interface TableWords {
  /** Of a table that the page has in part where its program does not run. */
  readonly firstRows: (written: number, all: number) => string;
  /** What several rows share. */
  readonly note: (text: string, rows: number) => string;
  /** In a row, in place of the note's text. @param number from 1 */
  readonly seeNote: (number: number) => string;
  readonly filter: string;
  readonly all: string;
  readonly columns: (shown: number, all: number) => string;
  readonly everyColumn: string;
  readonly usualColumns: string;
  readonly count: (shown: number, all: number) => string;
  readonly nothing: string;
  /** Heading of a run's record. @param name of its configuration */
  readonly open: (name: string, seed: string) => string;
  /** Heading of what a configuration is. */
  readonly openConfiguration: (name: string) => string;
  /** Above all that a table says of a configuration. */
  readonly itsFigures: string;
  /** Above a configuration's runs. */
  readonly itsRuns: (runs: number) => string;
  /** Above a configuration's settings. */
  readonly settings: string;
  readonly runThisConfiguration: string;
  readonly copy: string;
  readonly copied: string;
  readonly selected: string;
  readonly close: string;
  readonly noRecord: string;
  /** Which line of the file has the whole record. */
  readonly wholeLine: (experiment: string, repeat: number) => string;
  readonly leftOut: (bytes: string) => string;
  readonly shortened: string;
  readonly runThisCell: string;
  /** Of a figure that is shown as a dash. */
  readonly notMeasured: string;
  /** Between sentences. */
  readonly space: string;
}

/** What tables say of themselves. */
export const tableWords: InLanguages<TableWords> = {
  en: {
    firstRows: (written, all) => `The first ${written} of ${formatCount(all)} rows; summary.csv has all of them.`,
    note: (text, rows) => `${text} (${plural(rows, "run")})`,
    seeNote: (number) => `reason ${number}, above`,
    filter: "Filter rows",
    all: "all",
    columns: (shown, all) => `Columns: ${shown} of ${all}`,
    everyColumn: "All columns",
    usualColumns: "The usual ones",
    count: (shown, all) => (shown === all ? plural(all, "row") : `${formatCount(shown)} of ${plural(all, "row")}`),
    nothing: "No row matches.",
    open: (name, seed) => `The raw record of ${name} · seed ${seed}`,
    openConfiguration: (name) => `${name}: figures, runs and settings`,
    itsFigures: "All its columns",
    itsRuns: (runs) =>
      runs === 1
        ? "Its run, which opens to its raw record"
        : `Its ${formatCount(runs)} runs, which open to their raw records`,
    settings: "Its settings, all but the seed",
    runThisConfiguration: "Runs this configuration again, with each seed",
    copy: "Copy",
    copied: "Copied",
    selected: "Selected: press Ctrl+C",
    close: "Close",
    noRecord: "This run has no record yet.",
    wholeLine: (experiment, repeat) =>
      `The whole line is in records.jsonl: the last one of experiment ${experiment}, repeat ${repeat}.`,
    leftOut: (bytes) => `Left out here: ${bytes} of packed answers and bit sets, each with its size.`,
    shortened: "Of so many runs, the page has numbers with five digits and no course of the training.",
    runThisCell: "Runs this cell again",
    notMeasured: "not measured",
    space: " ",
  },
  zh: {
    firstRows: (written, all) => `此处为${formatCount(all)}行中的前${written}行；全部见summary.csv。`,
    note: (text, rows) => `${text}（${formatCount(rows)}次运行）`,
    seeNote: (number) => `原因${number}，见上`,
    filter: "筛选行",
    all: "全部",
    columns: (shown, all) => `列：${shown} / ${all}`,
    everyColumn: "所有列",
    usualColumns: "常用列",
    count: (shown, all) =>
      shown === all ? `共${formatCount(all)}行` : `${formatCount(all)}行中的${formatCount(shown)}行`,
    nothing: "没有符合条件的行。",
    open: (name, seed) => `${name}（随机种子${seed}）的原始记录`,
    openConfiguration: (name) => `${name}：数值、运行与设置`,
    itsFigures: "全部各列",
    itsRuns: (runs) => `其${formatCount(runs)}次运行，每次可打开原始记录`,
    settings: "除随机种子外的全部设置",
    runThisConfiguration: "用每个随机种子重新运行此配置",
    copy: "复制",
    copied: "已复制",
    selected: "已选中：请按Ctrl+C",
    close: "关闭",
    noRecord: "该运行尚无记录。",
    wholeLine: (experiment, repeat) => `完整的一行在records.jsonl中：实验${experiment}、第${repeat}次重复的最后一行。`,
    leftOut: (bytes) => `此处省略了${bytes}的打包答案与位集，各处注明其大小。`,
    shortened: "运行数量很多时，页面中的数字保留五位有效数字，并省略训练过程。",
    runThisCell: "重新运行这个单元",
    notMeasured: "未测量",
    space: "",
  },
};
