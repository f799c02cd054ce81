import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Tests of code that loads no native runtime, or only one of them, and starts no process. */
const LIGHT =
  /^tests\/(harness\/(base|classifier|contract|judge|measure\/(load|machine|matrix|phases\/scenarios|power|runner|sampling)|measure\/[^/]+$)|backends\/simd|data|fuzz|kept|peers|docs|experiments\/(bench|mlflow|query|serve|setup|soak|[^/]+$)|reports)/;
/** Files that look at the memory of their own process. */
const COUNTS_MEMORY = /leaks\.contract|phases\/memory|tfjs\/(runtime|thread-times)/;
const STARTS_PROGRAMS =
  /(fixtures\/(pricewar|redis)|\.\/killed-runs)\.ts|(phase-processes|measuring-code\.io)\.ts|bundle\.io\.mjs|\b(execFile|fork|spawn)\b.* from "node:child_process"/;
/** What one test file would leave behind for the next. */
const LEAVES_TRACES = /\bvi\.(mock|stub|useFakeTimers)|\bprocess\.chdir\b|\bprocess\.env\.\w+ = /;

const files = readdirSync("tests", { recursive: true, encoding: "utf8" })
  .map((name) => `tests/${name.replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".test.ts"));

/** Files that look at pages in Chromium: `npm run test:pages`. */
const pages = files.filter((file) => readFileSync(file, "utf8").includes("describeInChromium("));

/** Files that start programs or compile them, which takes seconds: `npm run test:commands`. */
const commands = files.filter((file) => !pages.includes(file) && STARTS_PROGRAMS.test(readFileSync(file, "utf8")));

const leavesNothing = files.filter((file) => !LEAVES_TRACES.test(readFileSync(file, "utf8")));
const rest = leavesNothing.filter((file) => !pages.includes(file) && !commands.includes(file));

/**
 * Files that a process runs one after the other, since starting one and loading what they import takes longer than most of
 * them do.
 */
const sharing = rest.filter((file) => LIGHT.test(file));
/** The same for those that load native runtimes. */
const sharingRuntimes = rest.filter((file) => !LIGHT.test(file) && !COUNTS_MEMORY.test(file));

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    // Two processes at a time disturb each other’s timings, and no test is about those.
    // Baselines and pages take seconds of every run that is not about them.
    env: { PRICEWAR_REPEAT_DISTURBED: "0", PRICEWAR_NO_BASELINES: "1", PRICEWAR_FORMAT: "json,csv" },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A page answers an action when it comes to it: how long that takes is no test’s matter.
    expect: { poll: { timeout: 20_000 } },
    globalSetup: "tests/fixtures/shared-folder.ts",
    // `npm run coverage`. What runs in processes of its own, such as the command lines and the worker, is not counted.
    coverage: {
      provider: "v8",
      include: ["{harness,backends,data,experiments,reports}/**/*.ts"],
      exclude: ["**/*.as.ts"],
      reporter: ["text-summary", "html"],
      reportsDirectory: "coverage",
    },
    projects: [
      {
        extends: true,
        test: {
          name: "own process",
          include: ["tests/**/*.test.ts"],
          exclude: [...sharing, ...sharingRuntimes, ...commands, ...pages],
        },
      },
      { extends: true, test: { name: "shared process", include: sharing, isolate: false } },
      { extends: true, test: { name: "runtimes process", include: sharingRuntimes, isolate: false } },
      {
        extends: true,
        test: { name: "commands", include: commands.filter((file) => leavesNothing.includes(file)), isolate: false },
      },
      {
        extends: true,
        test: { name: "commands apart", include: commands.filter((file) => !leavesNothing.includes(file)) },
      },
      { extends: true, test: { name: "pages", include: pages, isolate: false } },
    ],
  },
});
