/**
 * The house: every arrow points down. `npx depcruise harness backends data reports experiments` draws or checks it;
 * tests/architecture.test.ts does so on every run. docs/architecture.md tells what each room is for.
 */

/** Room -> the rooms that it may import beside itself. */
const ROOMS = {
  "harness/base": [],
  "harness/contract": ["harness/base"],
  "harness/classifier": ["harness/base", "harness/contract"],
  "harness/measure": ["harness/base", "harness/contract", "harness/classifier"],
  // Carries cells to other machines, where the code of a local run measures them.
  "harness/queue": ["harness/base", "harness/contract", "harness/measure"],
  // What was measured reaches it as plan.json and records.jsonl, whose types are the contract's.
  "harness/judge": ["harness/base", "harness/contract"],
  backends: ["harness/base", "harness/contract", "harness/classifier"],
  data: ["harness/base", "harness/contract"],
  reports: ["harness/base", "harness/contract", "harness/judge"],
  experiments: ["harness", "backends", "data", "reports"],
};

/** Room -> its inner rooms from the lowest to the highest: each may import those before it. */
const STOREYS = {
  "harness/classifier": [
    "privacy",
    "masking",
    "text",
    "training",
    "quantizations",
    "techniques",
    "model-file",
    "model-folder",
    "linear",
    "tfidf",
    "pretrained",
    "encoders",
  ],
  "harness/measure": ["matrix", "artifact-keys.ts", "plan.ts", "machine", "load", "phases", "runner", "sampling"],
  "harness/judge": ["pricing", "figures", "quality", "analysis", "projection", "check"],
  reports: ["words", "charts", "page", "check"],
};

const roomRules = Object.entries(ROOMS).map(([room, below]) => ({
  name: `${room} imports ${["itself", ...below].join(", ")} alone`,
  severity: "error",
  from: { path: `^${room}/` },
  to: { path: "^(harness|backends|data|reports|experiments|tests)/", pathNot: `^(${[room, ...below].join("|")})/` },
}));

const storeyRules = Object.entries(STOREYS).flatMap(([room, storeys]) =>
  storeys.slice(0, -1).map((storey, index) => ({
    name: `${room}/${storey} imports nothing above it`,
    severity: "error",
    from: { path: `^${room}/${storey}` },
    to: { path: `^${room}/(${storeys.slice(index + 1).join("|")})` },
  })),
);

module.exports = {
  forbidden: [
    { name: "no circle", severity: "error", from: {}, to: { circular: true } },
    ...roomRules,
    ...storeyRules,
    {
      name: "what talks to Redis is loaded by a run over a queue alone",
      severity: "error",
      from: {
        path: "^(harness|backends|data|reports|experiments)/",
        pathNot: "^(harness|experiments)/queue/|^experiments/bench/queue/.*-child\\.ts$",
      },
      to: {
        path: "^(harness|experiments)/queue/.*\\.io\\.ts$|node_modules/(bullmq|ioredis|tar-stream|aws4fetch|hono|@hono|@bull-board)/",
        dynamic: false,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "in harness and reports, only *.io files touch files, processes and the network",
      severity: "error",
      from: { path: "^(harness|reports)/", pathNot: "\\.io\\.(ts|mjs)$" },
      to: { path: "^(node:)?(fs|fs/promises|child_process|net|http|https|worker_threads)$" },
    },
    {
      name: "naming every backend loads none of their libraries",
      severity: "error",
      from: { path: "^backends/registry\\.ts$" },
      to: { path: "node_modules", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "what is installed elsewhere has all packages that it imports",
      severity: "error",
      // Packages of the board are named where it is asked for without them.
      from: { path: "^(harness|backends|data|reports|experiments)/", pathNot: "^experiments/queue/board\\.io\\.ts$" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API that dependency-cruiser could parse with; swc sees type imports too.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    // swc takes a .tsx for a .ts; tests/architecture.test.ts looks into the bundle of the page's program instead.
    exclude: { path: "\\.as\\.ts$|\\.tsx$" },
  },
};
