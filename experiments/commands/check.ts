import { Option } from "commander";
import { ConfigError } from "../../harness/base/errors.ts";
import type { PricewarCommand } from "./command.ts";

/** A check that broke off, on a full disk or by a bug, has found no regression: 1 would say that it did. */
const INCOMPLETE = 3;

export const check: PricewarCommand = {
  name: "check",
  description: "Compare two commits, or two stored results, and fail where one metric of one cell got worse.",
  configure: (command) =>
    command
      .option(
        "--base-ref <ref>",
        "branch, tag or commit to compare with; it is built and measured beside the repository",
      )
      .option("--head-ref <ref>", "what is compared with it", "HEAD")
      .option("--matrix <file>", "a matrix file, or the name of one that pricewar brings", "smoke.json")
      .option("--dataset <spec>", "other data than the matrix names; give full paths")
      .option("--baseline <file>", "a stored baseline or a run folder, instead of --base-ref")
      .option("--candidate <file>", "what is compared with it: a run folder or another baseline")
      .option("--limits <file>", "budgets and waivers (default: experiments/limits.json where there is one)")
      .option("--strict", "verdicts that could not be reached fail too, with exit code 4", false)
      .option("--verbose", "list what passed as well", false)
      .option("--out <folder>", "where results go (default: the candidate's run folder, or runs/check-<matrix>)")
      .option("--seed <number>", "draws the order of the samples", readWhole, 1)
      .option("--time-limit <seconds>", "stop a phase of a cell after this time", readSeconds, 1800)
      .option("--explain <cell>", "show the samples and the reasoning of the last check for a cell, and check nothing")
      .addOption(new Option("--summary <file>", "append Markdown to this file").env("GITHUB_STEP_SUMMARY"))
      .addOption(
        new Option("--annotations", "print GitHub annotations").default(process.env.GITHUB_ACTIONS === "true"),
      ),
  load: async () => (await import("../actions/check.ts")).runCheck,
  failedExitCode: INCOMPLETE,
};

function readSeconds(text: string): number {
  const seconds = readWhole(text);
  if (seconds > 0) return seconds;
  throw new ConfigError("--time-limit 0: must be at least 1 second");
}

function readWhole(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new ConfigError(`${text}: must be a whole number`);
}
