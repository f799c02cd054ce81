import { expect } from "vitest";
import { openDataset } from "../../data/registry.ts";
import type { Dataset } from "../../harness/contract/index.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Opens a spec in a folder with these files. */
export async function openIn(files: Readonly<Record<string, string | Uint8Array>>, spec: string): Promise<Dataset> {
  return openDataset(spec, { baseFolder: await temporaryFolder(files) });
}

/** Rows as [text, label name]. */
export async function rowsOf(dataset: Dataset, side: "train" | "test" = "train"): Promise<[string, string][]> {
  const rows: [string, string][] = [];
  for await (const { text, label } of dataset.rows(side)) rows.push([text, dataset.labels[label]!]);
  return rows;
}

/** The lines of the error with which a spec is refused. */
export async function faultsOf(files: Readonly<Record<string, string | Uint8Array>>, spec: string): Promise<string[]> {
  const error = await openIn(files, spec).then(
    () => expect.fail("was accepted"),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: expect.stringMatching(/^(Data|Config)Error$/) });
  return (error as Error).message.split("\n");
}
