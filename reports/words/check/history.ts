import { formatCount, plural } from "../../../harness/judge/figures/format.ts";
import type { InLanguages } from "../language.ts";

interface ChangeTexts {
  /** "Model file" */
  readonly title: string;
  /** Of the configuration. */
  readonly name: string;
  readonly isMore: boolean;
  readonly from: string;
  readonly to: string;
  /** The change in percentage points; null where it is no share. */
  readonly points: string | null;
  readonly commits: number;
}

/** What the charts of a baseline's history say. */
export interface HistoryWords {
  readonly noDate: string;
  readonly subtitle: (title: string, baseline: string) => string;
  readonly hint: string;
  readonly description: (title: string, commits: number, finding: string) => string;
  readonly oneCommit: (title: string, commit: string) => string;
  readonly same: (title: string, commits: number) => string;
  readonly changed: (texts: ChangeTexts) => string;
  readonly withUnit: (title: string, unit: string) => string;
  readonly axis: string;
  readonly tooltip: Readonly<Record<"configuration" | "commit" | "date", string>>;
}

export const historyWords: InLanguages<HistoryWords> = {
  en: {
    noDate: "no date",
    subtitle: (title, baseline) =>
      `${title} of each configuration in the baseline ${baseline}, at the commits that set it, the newest to the right.`,
    hint: " Point at a dot to see its configuration.",
    description: (title, commits, finding) =>
      `Line chart of ${title.toLowerCase()} over ${plural(commits, "commit")}. ${finding}.`,
    oneCommit: (title, commit) => `${title}: one commit so far, ${commit}`,
    same: (title, commits) => `${title}: the same at the end as at the start, over ${plural(commits, "commit")}`,
    changed: ({ title, name, isMore, from, to, points, commits }) =>
      `${title} of ${name} ${isMore ? "rose" : "fell"} from ${from} to ${to}${points === null ? "" : ` (${points} points)`} over ${plural(commits, "commit")}`,
    withUnit: (title, unit) => `${title} (${unit})`,
    axis: "Commit",
    tooltip: { configuration: "configuration", commit: "commit", date: "date" },
  },
  zh: {
    noDate: "无日期",
    subtitle: (title, baseline) => `基线${baseline}中各配置的${title}，取自设定该基线的各次提交，最新的在右。`,
    hint: "指向一个点可查看其配置。",
    description: (title, commits, finding) => `${formatCount(commits)}次提交的${title}折线图。${finding}。`,
    oneCommit: (title, commit) => `${title}：目前只有一次提交${commit}`,
    same: (title, commits) => `${title}：${formatCount(commits)}次提交首尾相同`,
    changed: ({ title, name, isMore, from, to, points, commits }) =>
      `${name}的${title}在${formatCount(commits)}次提交中从${from}${isMore ? "升至" : "降至"}${to}${points === null ? "" : `（${points}个百分点）`}`,
    withUnit: (title, unit) => `${title}（${unit}）`,
    axis: "提交",
    tooltip: { configuration: "配置", commit: "提交", date: "日期" },
  },
};
