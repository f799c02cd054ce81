import { basename, join, resolve } from "node:path";
import { backends } from "../../backends/registry.ts";
import { readPricing } from "../../data/given-prices.ts";
import { holdKeys } from "../../harness/base/at-rest/keys.ts";
import { ConfigError, NothingToRunError, PricewarError } from "../../harness/base/errors.ts";
import { printableName } from "../../harness/base/printable.ts";
import { listing, plural } from "../../harness/judge/figures/format.ts";
import { checkFormats } from "../../reports/formats.io.ts";
import { type WrittenReports, writeJoinedReports, writeReports } from "../../reports/write.io.ts";
import { writeIndex } from "../../reports/write-index.io.ts";
import { holdForReport } from "../encryption/hold-for-report.io.ts";
import { givenIdentities } from "../encryption/identities.io.ts";
import { marketSheet } from "../market-sheet.ts";
import { RUNS, runFolderNamed, runFolders } from "../named-run.io.ts";
import { makeFolder } from "../place.io.ts";
import { note, print, printJson, type Say } from "../print.ts";
import { readText } from "../read-text.io.ts";
import { overdueText } from "../retention.ts";
import { resultJson, sayAnswer, sayFaults, sayFiles, sayModels } from "../say-result.ts";

const BASELINES = join("data", "baselines");

interface Options {
  /** Offers by backend, or pricing files, to use instead of the matrix's. */
  readonly pricing: readonly string[];
  readonly format: readonly string[];
  readonly json: boolean;
  /** File with the secret key of encrypted runs. */
  readonly identity?: string;
  /** Where the files of one run go, in clear. */
  readonly output?: string;
}

/**
 * Writes reports again from their records. A folder that cannot be reported does not keep the others from it.
 * @param named run folders, or their names under runs/; of several, one page of all of them, too; if empty, every one there, and runs/index.html as an overview
 */
export async function report(named: string[], asked: Options): Promise<void> {
  const { pricing, format: formats, json, output } = asked;
  const say = json ? note : print;
  const prices = await readPricing(pricing, { backends: backends.names, option: "--pricing", readText });
  await checkFormats(formats);
  if (output !== undefined) {
    if (named.length !== 1)
      throw new ConfigError(`--output ${output}: takes the report of one run; name one run folder`);
    await makeFolder(output, { role: "the folder of the report", option: "--output" });
  }
  const identities = await givenIdentities(asked.identity);
  const options = { sheet: marketSheet, formats, ...(output !== undefined && { into: output }) };
  const wanted = named.length > 0 ? named : await runFolders();
  if (wanted.length === 0)
    throw new NothingToRunError(`${RUNS}/ has no run folder: run a matrix first, or name a folder`);
  const written = new Map<string, WrittenReports>();
  const refused: string[] = [];
  const encrypted = new Set<string>();
  for (const name of wanted) {
    try {
      const folder = await runFolderNamed(name);
      const isEncrypted = await holdForReport(folder, identities, output !== undefined);
      const reports = await writeReports(folder, prices, options);
      if (written.size > 0) say("");
      sayReports(say, reports, folder);
      const overdue = overdueText(reports.analysis.plan, folder, new Date());
      if (overdue !== null) note([{ text: overdue, style: "doubt" }]);
      written.set(folder, reports);
      if (isEncrypted) encrypted.add(folder);
    } catch (error) {
      if (!(error instanceof PricewarError)) throw error;
      note([{ text: error.message, style: "bad" }]);
      refused.push(printableName(name));
      process.exitCode = error.exitCode;
    }
  }
  holdKeys(null);
  // A page of several runs is in clear.
  const shown = [...written].filter(([folder]) => !encrypted.has(folder));
  const analyses = new Map([...written].map(([folder, { analysis }]) => [folder, analysis]));
  const folders = [...new Set(shown.map(([folder]) => resolve(folder)))];
  if (named.length > 1 && folders.length > 1) {
    const together = join(RUNS, folders.map((folder) => basename(folder)).join("+"));
    const reports = await writeJoinedReports(folders, together, prices, options);
    say("");
    sayReports(say, reports, together);
    written.set(together, reports);
  }
  const used = new Set([...analyses.values()].flatMap((analysis) => analysis.prices.flatMap((one) => one.backends)));
  for (const backend of [...prices.keys()].filter((name) => written.size > 0 && !used.has(name))) {
    note(`--pricing: ${backend} serves no finished cell of these runs, so its price changes nothing`);
  }
  if (named.length === 0) {
    const inIndex = new Map(shown.map(([folder, { analysis }]) => [folder, analysis]));
    const index = await writeIndex({ runs: RUNS, baselines: BASELINES, analyses: inIndex });
    say(index.file);
    sayFaults(index);
  }
  if (encrypted.size > 0 && named.length !== 1) {
    const runs = plural(encrypted.size, "encrypted run");
    note(
      `pages of several runs are written in clear, and leave out ${runs}: each has a report of its own in its folder`,
    );
  }
  if (refused.length > 0 && wanted.length > 1) {
    const are = refused.length === 1 ? "is" : "are";
    note(
      `${refused.length} of ${plural(wanted.length, "folder")} ${are} not reported: ${listing(refused, refused.length)}`,
    );
  }
  if (json)
    printJson(
      [...written].map(([folder, reports]) => resultJson(folder, reports)),
      2,
    );
}

function sayReports(say: Say, written: WrittenReports, folder: string): void {
  const { analysis, models, files } = written;
  // Several folders may have runs of one matrix.
  sayAnswer(say, analysis, printableName(basename(resolve(folder))));
  sayFiles(say, files);
  sayFaults(written);
  sayModels(say, models);
}
