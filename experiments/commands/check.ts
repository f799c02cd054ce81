import { Option } from "commander";
import { LONGEST_WAIT_SECONDS, whole } from "../read-number.ts";
import type { PricewarCommand } from "./command.ts";

/** A check that did not finish, such as on a full disk, has found no regression; exit code 1 would say that it did. */
const INCOMPLETE = 3;

export const check: PricewarCommand = {
  name: "check",
  description: "Compare two commits, or two stored results, and fail if any cell got worse in any metric.",
  configure: (command) =>
    command
      .option(
        "--base-ref <ref>",
        "branch, tag or commit to compare with; it is built and measured in a worktree of its own",
      )
      .option("--head-ref <ref>", "branch, tag or commit to check", "HEAD")
      .option("--matrix <file>", "a matrix file, or the name of one that comes with pricewar", "smoke.json")
      .option("--dataset <spec>", "data to use instead of the matrix's; give absolute paths")
      .option(
        "--baseline <file>",
        "a stored baseline, or a run folder such as runs/quant or just quant, instead of --base-ref",
      )
      .option("--candidate <file>", "the run folder or baseline to check, with --baseline")
      .option("--limits <file>", "budgets and waivers (default: experiments/limits.json, if it exists)")
      .option("--strict", "fail, with exit code 4, if anything could not be decided or compared", false)
      .option("--verbose", "also list what passed", false)
      .option("--json", "print the result as one JSON document, and all words on stderr", false)
      .option("--out <folder>", "where results go (default: the candidate's run folder, or runs/check-<matrix>)")
      .option("--seed <number>", "random seed for the order of the samples", whole("--seed", 0), 1)
      .option(
        "--time-limit <seconds>",
        "time limit for each phase of a cell",
        whole("--time-limit", 1, LONGEST_WAIT_SECONDS),
        1800,
      )
      .option("--explain <cell>", "do not check: show a cell's samples and reasoning in the last check")
      .addOption(new Option("--summary <file>", "append Markdown to this file").env("GITHUB_STEP_SUMMARY"))
      .addOption(
        new Option("--annotations", "print GitHub annotations").default(process.env.GITHUB_ACTIONS === "true"),
      ),
  examples: [
    "pricewar check --base-ref main",
    "pricewar check --baseline data/baselines/smoke.json --candidate runs/smoke",
  ],
  exitCodes: {
    0: "pass",
    1: "regression, or over budget",
    2: "bad input",
    3: "incomplete",
    4: "inconclusive (with --strict)",
    130: "interrupted",
  },
  load: async () => (await import("../actions/check.ts")).runCheck,
  failedExitCode: INCOMPLETE,
};
