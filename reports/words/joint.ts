import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { bestJoint, type Joint, jointTrainings, stayingOwners } from "../../harness/judge/analysis/trainings/joint.ts";
import { formatCount, formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { USUAL_LINK } from "../../harness/judge/pricing/machines/links.ts";
import type { InLanguages, Language } from "./language.ts";
import { type Sentence, sentence, strong } from "./sentence.ts";
import { linkText } from "./several-machines.ts";

/** What joining gives: figures are texts, ranges those of the owners. */
interface Outcome {
  readonly label: string;
  readonly owners: string;
  /** Of these, who dropped out: how many, and after which share of the exchanges; null if all stayed. */
  readonly left: { readonly count: number; readonly after: string } | null;
  readonly joint: string;
  readonly alone: string;
  readonly link: string;
  readonly aloneUsd: string;
  /** Null where shares are not counted. */
  readonly jointUsd: string | null;
}

/** How many owners gain, and of how many it is shown to be more than chance. */
type Gains = Pick<Joint, "gaining" | "shown">;

interface Said {
  /** How many gain. */
  readonly leads: Readonly<Record<"all" | "some" | "none", (outcome: Outcome, gains: Gains) => Sentence>>;
  readonly range: (low: string, high: string) => string;
}

/** What is said of the test rows alone: empty where all that gain are shown to. */
function onTheseRows({ gaining, shown }: Gains): string {
  if (shown === gaining) return "";
  return ` on these test rows (${shown === 0 ? "not shown beyond chance" : `shown beyond chance for ${formatCount(shown)}`})`;
}

function onTheseRowsInChinese({ gaining, shown }: Gains): string {
  if (shown === gaining) return "";
  return `（就这些测试集样本而言，${shown === 0 ? "未显示超出偶然" : `其中${formatCount(shown)}个显示超出偶然`}）`;
}

function inEnglish(verdict: string, outcome: Outcome): Sentence {
  const { label, owners, left, joint, alone, link, aloneUsd, jointUsd } = outcome;
  const usd = jointUsd === null ? "" : `; training costs each ${jointUsd} over ${link} in place of ${aloneUsd}`;
  const gone = left === null ? "" : `; ${left.count} of them dropped out after ${left.after} of the exchanges`;
  return sentence`${verdict}: the joint model (${strong(label)}) has ${joint} accuracy, those of ${owners} owners alone have ${alone}${usd}${gone}.`;
}

function inChinese(verdict: string, outcome: Outcome): Sentence {
  const { label, owners, left, joint, alone, link, aloneUsd, jointUsd } = outcome;
  const usd = jointUsd === null ? "" : `；在${link}的链路上，每方的训练成本由${aloneUsd}变为${jointUsd}`;
  const gone = left === null ? "" : `；其中${left.count}个在完成${left.after}的交换后退出`;
  return sentence`${verdict}：联合模型（${strong(label)}）准确率为${joint}，${owners}个数据方各自训练为${alone}${usd}${gone}。`;
}

const said: InLanguages<Said> = {
  en: {
    leads: {
      all: (outcome, gains) =>
        inEnglish(
          `Joining gives every owner${outcome.left === null ? "" : " who stays"} a more accurate model${onTheseRows(gains)}`,
          outcome,
        ),
      some: (outcome, gains) =>
        inEnglish(
          `Joining gives ${formatCount(gains.gaining)} of the ${outcome.owners} owners a more accurate model${onTheseRows(gains)}`,
          outcome,
        ),
      none: (outcome) => inEnglish("Joining gives no owner a more accurate model", outcome),
    },
    range: (low, high) => `${low} to ${high}`,
  },
  zh: {
    leads: {
      all: (outcome, gains) =>
        inChinese(
          `联合训练使每个${outcome.left === null ? "" : "留下的"}数据方都得到更准确的模型${onTheseRowsInChinese(gains)}`,
          outcome,
        ),
      some: (outcome, gains) =>
        inChinese(
          `联合训练使${outcome.owners}个数据方中的${formatCount(gains.gaining)}个得到更准确的模型${onTheseRowsInChinese(gains)}`,
          outcome,
        ),
      none: (outcome) => inChinese("联合训练没有使任何数据方得到更准确的模型", outcome),
    },
    range: (low, high) => `${low}至${high}`,
  },
};

/** Null where no owners train together. */
export function jointSentence(analysis: Pick<Analysis, "configurations">, language: Language = "en"): Sentence | null {
  const best = bestJoint(jointTrainings(analysis));
  if (best === undefined) return null;
  const { owners, gaining } = best;
  const which = gaining === stayingOwners(owners).length ? "all" : gaining === 0 ? "none" : "some";
  return said[language].leads[which](outcomeOf(best, language), best);
}

function leftOf(owners: Joint["owners"]): Outcome["left"] {
  const gone = owners.flatMap(({ leftAfter }) => leftAfter ?? []);
  return gone.length === 0 ? null : { count: gone.length, after: formatShare(gone[0]!) };
}

function outcomeOf({ one, owners, jointAccuracy }: Joint, language: Language): Outcome {
  const range = (values: readonly number[], format: (value: number) => string) => {
    const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
    return low === high ? low : said[language].range(low, high);
  };
  const shares = owners.map(({ usd }) => usd.joint).filter((usd) => usd !== null);
  return {
    label: one.label,
    owners: formatCount(owners.length),
    left: leftOf(owners),
    joint: formatShare(jointAccuracy),
    alone: range(
      owners.map(({ aloneAccuracy }) => aloneAccuracy),
      formatShare,
    ),
    link: linkText(USUAL_LINK),
    aloneUsd: range(
      owners.map(({ usd }) => usd.alone),
      formatUsd,
    ),
    jointUsd: shares.length === 0 ? null : range(shares, formatUsd),
  };
}
