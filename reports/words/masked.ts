import type { CorpusFacts } from "../../harness/contract/index.ts";
import { formatCount, plural } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";

type MaskedCounts = NonNullable<CorpusFacts["masked"]>;

interface Said {
  /** @param sides of training, validation and test texts */
  readonly found: (kind: string, sides: readonly [number, number, number]) => string;
  readonly never: (kinds: string) => string;
  /** @param parts what was found of each kind, and what never was */
  readonly whole: (parts: readonly string[]) => string;
}

const said: InLanguages<Said> = {
  en: {
    found: (kind, [train, validation, test]) =>
      `${kind} ${plural(train, "time")} in training, ${formatCount(validation)} in validation and ${formatCount(test)} in test texts`,
    never: (kinds) => `${kinds} nowhere`,
    whole: (parts) => `Found and masked before words were counted: ${parts.join("; ")}.`,
  },
  zh: {
    found: (kind, [train, validation, test]) =>
      `${kind}在训练集文本中${formatCount(train)}处、验证集文本中${formatCount(validation)}处、测试集文本中${formatCount(test)}处`,
    never: (kinds) => `未发现${kinds}`,
    whole: (parts) => `统计词语之前找到并脱敏：${parts.join("；")}。`,
  },
};

/** What was masked, by kind and side, as a sentence. */
export function maskedText({ train, validation, test }: MaskedCounts, language: Language = "en"): string {
  const words = said[language];
  const countsOf = (kind: string) => [train, validation, test].map((side) => side[kind] ?? 0);
  const kinds = Object.keys(train);
  const isFound = (kind: string) => countsOf(kind).some((count) => count > 0);
  const never = kinds.filter((kind) => !isFound(kind));
  return words.whole([
    ...kinds.filter(isFound).map((kind) => words.found(kind, countsOf(kind) as [number, number, number])),
    ...(never.length === 0 ? [] : [words.never(listed(never, language, never.length))]),
  ]);
}
