import type { Plan } from "../../harness/contract/index.ts";
import { THROUGHPUT_BATCH } from "../../harness/contract/measuring.ts";
import { meansSomething, type Scenario } from "../../harness/contract/scenarios.ts";
import { scenariosOf } from "../../harness/contract/serving.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";

interface Said {
  /** How texts come, after "texts". */
  readonly arrivals: Readonly<Record<Scenario, string>>;
  readonly named: (arrivals: string, scenario: Scenario) => string;
  readonly alone: string;
  readonly underLoad: string;
}

const said: InLanguages<Said> = {
  en: {
    arrivals: {
      "closed-loop": `in batches of ${THROUGHPUT_BATCH}`,
      "single-stream": "one text after the other",
      offline: "in batches",
      server: "as they arrive at random, at the highest rate that keeps to the bound",
      http: "over HTTP, as they arrive at random, at the highest rate that keeps to the bound",
    },
    named: (arrivals, scenario) => `${arrivals} (${scenario})`,
    alone: "One text at a time, tokenizing included.",
    underLoad:
      "One text at a time, or for server and http a request at the highest rate that keeps to its bound, from the moment that it was due.",
  },
  zh: {
    arrivals: {
      "closed-loop": `以每批${THROUGHPUT_BATCH}条的方式送入`,
      "single-stream": "逐条依次送入",
      offline: "成批送入",
      server: "随机到达，速率为满足延迟上限的最高值",
      http: "经HTTP随机到达，速率为满足延迟上限的最高值",
    },
    named: (arrivals, scenario) => `${arrivals}（${scenario}）`,
    alone: "每次一条文本，含分词时间。",
    underLoad: "每次一条文本；server和http场景下为满足延迟上限的最高速率时的单个请求，从其应到达的时刻起计时。",
  },
};

/** How texts came where throughput was measured: "in batches of 256", after "texts"; in Chinese "以每批256条的方式送入". */
export function arrivalsText({ cells }: Pick<Plan, "cells">, language: Language = "en"): string {
  const used = scenariosOf(cells);
  const { arrivals, named } = said[language];
  if (used.every((scenario) => scenario === "closed-loop")) return arrivals["closed-loop"];
  return listed(
    used.map((scenario) => (used.length === 1 ? arrivals[scenario] : named(arrivals[scenario], scenario))),
    language,
  );
}

/** How latencies were measured, as sentences. */
export function latencyText({ cells }: Pick<Plan, "cells">, language: Language = "en"): string {
  const isUnderLoad = scenariosOf(cells).some((scenario) => meansSomething("p99BoundMs", scenario));
  return isUnderLoad ? said[language].underLoad : said[language].alone;
}
