import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "tests/fixtures/shared-folder.ts",
    // Native runtimes keep global state: a process per file keeps their tests apart.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // `npm run coverage`. What runs in processes of its own, such as the command lines and the worker, is not counted.
    coverage: {
      provider: "v8",
      include: ["{harness,backends,data,experiments,reports}/**/*.ts"],
      exclude: ["**/*.as.ts"],
      reporter: ["text-summary", "html"],
      reportsDirectory: "coverage",
    },
  },
});
