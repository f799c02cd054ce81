import { join, relative, sep } from "node:path";
import { usesGpu } from "../backends/registry.ts";
import { defaultPriceId, findPrice } from "../data/prices.ts";
import { openDataset } from "../data/registry.ts";
import { notedSurveys, SURVEYS_FOLDER, surveyFolder } from "../data/survey-store.io.ts";
import { openVectors } from "../data/vectors/open-vectors.ts";
import { canonicalJson } from "../harness/base/canonical-json.ts";
import { withTexts } from "../harness/base/with-texts.ts";
import { openMasker } from "../harness/classifier/masking/masker.ts";
import type { Plan, Price } from "../harness/contract/index.ts";
import { isOfNames, type Mask, maskOf } from "../harness/contract/masking.ts";
import { corpusSizeDoubts } from "../harness/measure/corpus-size.ts";
import { findMatrix } from "../harness/measure/matrix/find.io.ts";
import type { KnownNames } from "../harness/measure/matrix/known-names.ts";
import type { Matrix, MatrixCell } from "../harness/measure/matrix/matrix.ts";
import { withDataset } from "../harness/measure/matrix/override.ts";
import { parseMatrix } from "../harness/measure/matrix/parse.ts";
import { sourceOf, usesAxis } from "../harness/measure/matrix/source-settings.ts";
import { refuseMeaninglessTexts } from "../harness/measure/meaningless-texts.ts";
import { missingLabelDoubts } from "../harness/measure/missing-labels.ts";
import { paddedTextDoubts } from "../harness/measure/padded-texts.ts";
import { buildPlan, datasetSpecs, nameSpecs, unlabelledSpecs, vectorSpecs } from "../harness/measure/plan.ts";
import { refuseOtherLabels } from "../harness/measure/source-labels.ts";
import { testRowDoubts } from "../harness/measure/test-rows.ts";
import { withPossibleRows } from "../harness/measure/training-rows.ts";
import { unsplitTextDoubts } from "../harness/measure/unsplit-texts.ts";
import { readNames } from "./known-names.io.ts";
import { knownSources } from "./known-sources.io.ts";
import { matrixNames } from "./matrix-names.ts";
import { ownMemoryBytes } from "./own-memory.io.ts";
import { projectFolder } from "./project-folder.ts";
import { readText } from "./read-text.io.ts";

export interface PlanRequest {
  /** A matrix file, or the name of a shipped one. */
  readonly named: string;
  /** Replaces the matrix's. */
  readonly dataset: string | undefined;
  /** Id of the code that will measure. */
  readonly code: string;
  /** Offers by backend that replace the matrix's. */
  readonly prices?: ReadonlyMap<string, Price>;
  /** Whether other machines may train, of whose memory nothing is known. */
  readonly isElsewhere?: boolean;
}

export interface PlannedMatrix {
  readonly plan: Plan;
  /** The requested dataset; null if there is none, or if it is the matrix's own. */
  readonly otherDataset: string | null;
  /** The same plan with other seeds than the matrix lists. */
  readonly withSeeds: (seeds: readonly number[]) => Plan;
  /** Keys of what is kept of large files of the datasets. */
  readonly surveys: readonly string[];
}

/** Reads a matrix, opens its datasets and plans its cells. All errors in the input are found here. */
export async function planMatrix({
  named,
  dataset,
  code,
  prices,
  isElsewhere = false,
}: PlanRequest): Promise<PlannedMatrix> {
  const file = await findMatrix(named, {
    cwd: process.cwd(),
    matricesFolder: join(projectFolder, "experiments", "matrices"),
  });
  const names = await matrixNames(isElsewhere ? null : ownMemoryBytes());
  const shown = relative(process.cwd(), file);
  const written = parseMatrix(await readText(shown), shown, names);
  const asked = dataset === undefined ? written : withDataset(written, dataset);
  const { changesTraining, distillationOf } = names;
  const specs = new Set([...datasetSpecs(asked), ...unlabelledSpecs(asked, distillationOf)]);
  const surveys = notedSurveys(surveyFolder(SURVEYS_FOLDER));
  const openings = new Map(
    await Promise.all(
      [...specs].map(
        async (spec) => [spec, await openDataset(spec, { baseFolder: process.cwd(), surveys: surveys.store })] as const,
      ),
    ),
  );
  const { matrix, lacking } = withPossibleRows(asked, openings);
  const opened = new Map(
    await Promise.all(
      [...openings].map(async ([spec, opening]) => {
        const segmenters = ofCells(matrix, spec, (cell) => segmenterOf(cell, names));
        await refuseMeaninglessTexts(opening, segmenters);
        const own = matrix.cells.filter(({ experiment }) => experiment.dataset === spec);
        const doubts = [
          ...(lacking.get(spec) ?? []),
          ...missingLabelDoubts(opening),
          ...testRowDoubts(
            opening,
            ofCells(matrix, spec, ({ experiment }) => experiment.training.validation),
          ),
          ...corpusSizeDoubts(opening, own),
          ...(await unsplitTextDoubts(opening, segmenters)),
          ...(await paddedTextDoubts(opening, own)),
        ];
        return [spec, { ...opening, doubts }] as const;
      }),
    ),
  );
  // A country of phone numbers that nothing is known of is found here, and not by the first cell.
  const nameLists = await readNames(nameSpecs(matrix), process.cwd());
  await Promise.all(maskSpecs(matrix).map((mask) => openMasker(mask.filter((entry) => !isOfNames(entry)))));
  const sources = await knownSources(matrix, names);
  refuseOtherLabels(matrix, opened, sources);
  const vectors = new Map(
    await Promise.all(vectorSpecs(matrix).map(async (spec) => [spec, await openVectors(spec, process.cwd())] as const)),
  );
  const isOwn = dataset === undefined || fromHere(dataset) === fromHere(written.base.dataset);
  const withSeeds = (seeds: readonly number[]) => {
    const plan = buildPlan({
      matrix: { ...matrix, seeds },
      datasets: opened,
      sources,
      vectors,
      names: nameLists,
      changesTraining,
      distillationOf,
      code,
      defaultPriceId: (backend) => defaultPriceId({ usesGpu: usesGpu(backend) }),
      findPrice,
      ...(prices === undefined ? {} : { prices }),
    });
    return namedFromHere({ ...plan, matrixFile: named, ...(isOwn ? {} : { otherDataset: dataset }) });
  };
  return { plan: withSeeds(matrix.seeds), otherDataset: isOwn ? null : dataset, withSeeds, surveys: [...surveys.keys] };
}

/** The plan with files below the current folder named from here, where they will be opened: others need not know where it is. */
function namedFromHere(plan: Plan): Plan {
  const here = join(process.cwd(), sep);
  return here === sep ? plan : withTexts(plan, (text) => text.replaceAll(here, ""));
}

/** A dataset's spec, with files below the current folder named in one way: "csv:./a.csv" is "csv:a.csv". */
function fromHere(spec: string): string {
  return spec.replaceAll(join(process.cwd(), sep), "").replaceAll(/(?<=[:=,"])(?:\.[/\\])+/g, "");
}

/** What the cells of a dataset have, each once; nothing of one that is only read as unlabelled texts. */
function ofCells<Value>({ cells }: Matrix, spec: string, read: (cell: MatrixCell) => Value): Value[] {
  const ofDataset = cells.filter(({ experiment }) => experiment.dataset === spec);
  return [...new Set(ofDataset.map(read))];
}

/** Each once. */
function maskSpecs({ cells }: Matrix): Mask[] {
  const masks = cells.map(({ experiment }) => maskOf(experiment.tokenizer));
  return [...new Map(masks.map((mask) => [canonicalJson(mask), mask])).values()];
}

/** Null where the source of a cell's models cuts no words. */
function segmenterOf({ settings, experiment }: MatrixCell, names: KnownNames) {
  return usesAxis(sourceOf(settings, names), "tokenizer.segmenter") ? experiment.tokenizer.segmenter : null;
}
