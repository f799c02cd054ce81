import type { ComplianceNote, DataFacts, Fact } from "../../harness/judge/analysis/compliance.ts";
import { formatCount, formatNumber } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";
import { maskedText } from "./masked.ts";

interface Said {
  readonly title: string;
  readonly lede: string;
  readonly terms: Readonly<
    Record<
      "data" | "source" | "licence" | "parts" | "masked" | "privacy" | "retention" | "readers" | "encryption",
      string
    >
  >;
  readonly known: string;
  /** After what the matrix states. */
  readonly stated: string;
  /** @param field what to write */
  readonly unknown: (field: string) => string;
  readonly notStatedByPart: string;
  readonly generated: string;
  readonly data: (id: string, hash: string) => string;
  readonly rows: (train: string, test: string | null) => string;
  readonly unlabelled: string;
  readonly of: (what: string, id: string) => string;
  readonly part: (spec: string, licence: string) => string;
  readonly nothingMasked: string;
  readonly maskedIn: (cells: string, of: string) => string;
  readonly noPromise: string;
  readonly budget: (runs: string, of: string, epsilon: string, delta: string) => string;
  readonly bounds: string;
  readonly until: (date: string) => string;
  readonly encrypted: (recipients: string) => string;
  readonly outside: string;
}

const FIELDS = {
  source: "compliance.source",
  licence: "compliance.licence",
  retention: "compliance.retainUntil",
  readers: "compliance.readers",
} as const;

const said: InLanguages<Said> = {
  en: {
    title: "Data and compliance",
    lede: "What is known of the data from its files and the records, and what the matrix states; pricewar does not check what is stated.",
    terms: {
      data: "Data",
      source: "Where it came from",
      licence: "Licence",
      parts: "Parts of models",
      masked: "Masking",
      privacy: "Privacy budget",
      retention: "Kept until",
      readers: "Who may read it",
      encryption: "At rest",
    },
    known: "",
    stated: " (stated)",
    unknown: (field) => `Not known; state it as ${field} in the matrix.`,
    notStatedByPart: "licence not stated",
    generated: "none needed: it was generated",
    data: (id, hash) => `${id}: hash ${hash}`,
    rows: (train, test) => (test === null ? `, ${train} rows` : `, ${train} training and ${test} test rows`),
    unlabelled: ", read without labels",
    of: (what, id) => `${id}: ${what}`,
    part: (spec, licence) => `${spec}: ${licence}`,
    nothingMasked: "Nothing is masked.",
    maskedIn: (cells, of) => `Texts are masked in ${cells} of ${of} cells.`,
    noPromise: "None: no training was differentially private.",
    budget: (runs, of, epsilon, delta) => `${runs} of ${of} finished runs: ε = ${epsilon}, δ = ${delta}.`,
    bounds:
      "Of the weights of one run; budgets of several that are passed on add up. Scores, losses and a vocabulary that was counted on the texts are outside of it.",
    until: (date) => `${date} (stated).`,
    encrypted: (recipients) => `The run's files are encrypted with age to ${recipients}.`,
    outside: "The data itself stays as it is, and so does what was written elsewhere on request, such as this page.",
  },
  zh: {
    title: "数据与合规",
    lede: "以下为由文件和记录得知的数据情况，以及矩阵中声明的内容；声明的内容未经pricewar核实。",
    terms: {
      data: "数据",
      source: "数据来源",
      licence: "许可证",
      parts: "模型的组成部分",
      masked: "脱敏",
      privacy: "隐私预算",
      retention: "保留期限",
      readers: "可读取者",
      encryption: "静态加密",
    },
    known: "",
    stated: "（声明）",
    unknown: (field) => `未知；请在矩阵的${field}中声明。`,
    notStatedByPart: "未注明许可证",
    generated: "无需许可证：由程序生成",
    data: (id, hash) => `${id}：哈希值${hash}`,
    rows: (train, test) => (test === null ? `，${train}条样本` : `，${train}条训练集样本和${test}条测试集样本`),
    unlabelled: "，不使用标签",
    of: (what, id) => `${id}：${what}`,
    part: (spec, licence) => `${spec}：${licence}`,
    nothingMasked: "未做脱敏。",
    maskedIn: (cells, of) => `${of}个单元中有${cells}个对文本做了脱敏。`,
    noPromise: "无：没有采用差分隐私的训练。",
    budget: (runs, of, epsilon, delta) => `${of}次完成的运行中有${runs}次：ε = ${epsilon}，δ = ${delta}。`,
    bounds: "仅就单次运行的权重而言；对外提供多个模型时，预算相加。得分、损失和在文本上统计得到的词表不在其内。",
    until: (date) => `${date}（声明）。`,
    encrypted: (recipients) => `本次运行的文件已用age加密，接收者为${recipients}。`,
    outside: "原始数据保持原样；应要求另行写出的内容（例如本页面）也不加密。",
  },
};

export interface ComplianceWords {
  readonly title: string;
  readonly lede: string;
  /** What is told, in order, each with its lines. */
  readonly entries: readonly (readonly [term: string, lines: readonly string[]])[];
}

/** The note in words: what is known, what is stated, and what nobody has said, with the place to say it. */
export function complianceWords(note: ComplianceNote, language: Language = "en"): ComplianceWords {
  const words = said[language];
  const { terms } = words;
  const factsOf = (read: (data: DataFacts) => string) => {
    const texts = note.data.map((data) => ({ id: data.id, text: read(data) }));
    const isAlike = new Set(texts.map(({ text }) => text)).size === 1;
    return isAlike ? [texts[0]!.text] : texts.map(({ id, text }) => words.of(text, id));
  };
  const factText = (fact: Fact | null, field: string) =>
    fact === null ? words.unknown(field) : `${fact.text}${words[fact.from]}`;
  return {
    title: words.title,
    lede: words.lede,
    entries: [
      [terms.data, note.data.map((data) => dataText(data, words))],
      [terms.source, factsOf(({ source }) => factText(source, FIELDS.source))],
      [
        terms.licence,
        factsOf(({ licence, isGenerated }) => (isGenerated ? words.generated : factText(licence, FIELDS.licence))),
      ],
      ...(note.parts.length === 0
        ? []
        : [
            [
              terms.parts,
              note.parts.map(({ spec, licence }) => words.part(spec, licence ?? words.notStatedByPart)),
            ] as const,
          ]),
      [terms.masked, maskedLines(note.masked, words, language)],
      [terms.privacy, privacyLines(note.privacy, words)],
      [terms.retention, [note.retainUntil === null ? words.unknown(FIELDS.retention) : words.until(note.retainUntil)]],
      [
        terms.readers,
        [
          note.readers === null
            ? words.unknown(FIELDS.readers)
            : `${listed(note.readers, language, note.readers.length)}${words.stated}`,
        ],
      ],
      ...encryptionEntry(note, words, language),
    ],
  };
}

/** Nothing is said of a run in clear, as most are. */
function encryptionEntry(
  { encryptedTo }: ComplianceNote,
  { terms, encrypted, outside }: Said,
  language: Language,
): ComplianceWords["entries"] {
  if (encryptedTo === undefined) return [];
  return [[terms.encryption, [encrypted(listed(encryptedTo, language, encryptedTo.length)), outside]]];
}

function dataText({ id, hash, rows }: DataFacts, words: Said): string {
  const counted =
    rows === null
      ? words.unlabelled
      : words.rows(formatCount(rows.train), rows.test === null ? null : formatCount(rows.test));
  return `${words.data(id, hash)}${counted}`;
}

function maskedLines({ cells, of, found }: ComplianceNote["masked"], words: Said, language: Language): string[] {
  if (cells === 0) return [words.nothingMasked];
  return [words.maskedIn(formatCount(cells), formatCount(of)), ...found.map((masked) => maskedText(masked, language))];
}

function privacyLines({ of, budgets }: ComplianceNote["privacy"], words: Said): string[] {
  if (budgets.length === 0) return [words.noPromise];
  return [
    ...budgets.map(({ epsilon, delta, runs }) =>
      words.budget(formatCount(runs), formatCount(of), formatNumber(epsilon), String(delta)),
    ),
    words.bounds,
  ];
}
