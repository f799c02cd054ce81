import { QUERIES_NEEDED } from "../../../harness/base/statistics/percentile.ts";
import { THROUGHPUT_BATCH } from "../../../harness/contract/measuring.ts";
import { formatCount } from "../../../harness/judge/figures/format.ts";
import type { SomeTexts } from "./figure-texts.ts";

/** What serving costs, and how fast it is. */
export const SERVING_IN_CHINESE = {
  usdPerMillionTexts: {
    title: "每百万条文本的成本（$）",
    help: "按实测吞吐量计算的推理服务成本",
    method: "每小时价格 / 3600 / 每秒文本数 × 1,000,000；按整台实例付费，未使用的核心也计算在内。",
    tile: "每百万条文本（机器始终满载）",
  },
  textsPerSecond: {
    title: "每秒文本数",
    help: `输入文本，输出概率，包括分词；除非场景另有规定，每批${THROUGHPUT_BATCH}条`,
    tile: "每秒文本数",
  },
  p50Ms: {
    title: "延迟",
    help: "每条文本耗时的中位数（p50），一次一条，包括分词；或者在不超出延迟上限的最高速率下，一次请求的耗时；下方是更高的百分位数",
    method: `所用文本各不相同。p90需要${QUERIES_NEEDED[90]}次查询，p99需要${QUERIES_NEEDED[99]}次；不足时显示“—”。p99.9需要${formatCount(QUERIES_NEEDED[99.9])}次。`,
    tile: "延迟中位数",
  },
  p90Ms: {
    title: "p90延迟",
    help: "100条文本中有90条的耗时不超过它，测量方法与延迟中位数相同",
    detail: "p90",
  },
  p99Ms: {
    title: "p99延迟",
    help: "100条文本中有99条的耗时不超过它，测量方法与延迟中位数相同",
    detail: "p99",
    missing: `延迟的第99百分位数（需要${QUERIES_NEEDED[99]}次查询）`,
  },
  p999Ms: {
    title: "p99.9延迟",
    help: "1,000条文本中有999条的耗时不超过它，测量方法与延迟中位数相同",
    detail: "p99.9",
  },
  cacheShare: {
    title: "缓存节省的时间",
    help: "同一条文本立即再问一次时，节省的时间占延迟中位数的比例",
    method:
      "每条文本连续回答两次：1 − （第二次耗时的中位数 / 第一次耗时的中位数）。如果基准测试反复询问同一条文本，它报告的延迟就会偏低这么多。",
    detail: "缓存节省",
  },
  requestsPerSecond: {
    title: "每秒请求数",
    help: "每次请求一条文本、随机到达，100次请求中有99次在上限之内得到回答的最高速率；下方是该上限",
    method:
      "用二分法查找这一速率，每次负载都持续得足够久，即使轻微的过载也会用尽上限。延迟从请求应当发出的时刻算起，因此发出得晚或需要等待其他请求的时间都会显现出来。",
  },
  p99BoundMs: {
    title: "p99上限",
    help: "在所查找的速率下，100次请求中有99次的耗时不得超过它",
    detail: "p99不超过",
  },
  usdPerMillionRequests: {
    title: "每百万次请求的成本（$）",
    help: "在不超出延迟上限的最高速率下，HTTP服务的成本；一次请求包含一条文本",
  },
  bytesPerRequest: {
    title: "每次请求的字节数",
    help: "HTTP上包含一条文本的请求及其回答的大小，包括头部",
  },
  workers: {
    title: "工作进程数",
    help: "同时提供服务的进程数；吞吐量、内存和成本都是所有进程合计的",
  },
  coldStartMs: {
    title: "冷启动",
    help: "从进程启动到得出第一个概率的时间",
  },
} as const satisfies SomeTexts;
