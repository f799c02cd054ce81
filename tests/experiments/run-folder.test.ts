import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeFolder, refuseImpossiblePlace } from "../../experiments/place.io.ts";
import {
  defaultRunFolder,
  otherAnswer,
  RUN_FOLDER,
  refuseOther,
  setRunAside,
} from "../../experiments/run-folder.io.ts";
import { appendRecord } from "../../harness/contract/run-folder.io.ts";
import { makePlan, okRecord } from "../fixtures/records.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
const other = { ...plan, name: "mine" };
let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "pricewar-place-")), "run");
  await mkdir(folder);
});
afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

async function fill(): Promise<void> {
  await writeFile(join(folder, "plan.json"), JSON.stringify(plan));
  await appendRecord(join(folder, "records.jsonl"), okRecord(plan.cells[0]!));
  await mkdir(join(folder, "cells"));
}

test.each([
  [null, "runs/quant"],
  ["brown-press", "runs/quant-brown-press"],
  ["csv:../data/mails.train.csv,test=../data/test.csv,label=kind", "runs/quant-mails.train"],
  ["csv:/data/Meine Texte.csv", "runs/quant-Meine-Texte"],
  ["synthetic:rows=900,classes=2", "runs/quant-synthetic-rows-900"],
])("the default folder on %s is %s", (dataset, expected) => {
  expect(defaultRunFolder("quant", dataset)).toBe(join(...expected.split("/")));
});

describe("a place that cannot be a folder is refused", () => {
  test.each([
    ["a file", "file"],
    ["below a file", "file/runs/mine"],
    ["of too long a name", "n".repeat(300)],
  ])("%s", async (_, path) => {
    await writeFile(join(folder, "file"), "mine");
    await expect(refuseImpossiblePlace(join(folder, path), RUN_FOLDER)).rejects.toThrow(
      /cannot be the run folder \((.*file is a file|its name is too long)\); name another place with --out$/,
    );
    await expect(makeFolder(join(folder, path), RUN_FOLDER)).rejects.toThrow(/cannot be the run folder/);
  });

  test("where a link leads nowhere", async () => {
    await symlink(join(folder, "gone"), join(folder, "link"));
    await expect(makeFolder(join(folder, "link"), RUN_FOLDER)).rejects.toThrow(
      /cannot be the run folder \(.*link is a link that leads nowhere\); name another place with --out$/,
    );
  });

  // Node's mkdir with `recursive` never returns there.
  test.runIf(existsSync("/proc/self"))("where the system makes no folders", async () => {
    await expect(makeFolder("/proc/pricewar/mine", RUN_FOLDER)).rejects.toThrow(
      /cannot be the run folder \((no such file or folder|permission denied|the system does not permit it)\)/,
    );
  });

  test("but none that can be made", async () => {
    await refuseImpossiblePlace(join(folder, "some", "where"), RUN_FOLDER);
    await makeFolder(join(folder, "some", "where"), RUN_FOLDER);
    expect(await readdir(folder)).toEqual(["some"]);
  });
});

describe("what is in a folder already", () => {
  test("nothing, or the same plan's results, is in nobody's way", async () => {
    expect(await otherAnswer(join(folder, "none"), plan)).toBeNull();
    expect(await otherAnswer(folder, plan)).toBeNull();
    await fill();
    expect(await otherAnswer(folder, plan)).toBeNull();
  });

  test("another plan's results are refused, unless they are kept aside", async () => {
    await fill();
    const held = await otherAnswer(folder, other);
    expect(held).toBe(`the matrix "${plan.name}", not "mine"`);
    expect(() => refuseOther(folder, held, false)).toThrow(/holds the matrix .* or go on with --force, which keeps/);
    refuseOther(folder, held, true);
    refuseOther(folder, null, false);
    const aside = await setRunAside(folder, new Date("2026-09-01T00:00:00.000Z"));
    expect(await readdir(folder)).toEqual(["before-2026-09-01T00-00-00.000Z"]);
    expect((await readdir(aside)).sort()).toEqual(["cells", "plan.json", "records.jsonl"]);
    expect(await otherAnswer(folder, other)).toBeNull();
    expect(await otherAnswer(aside, plan)).toBeNull();
  });

  test("a plan without a record is no answer yet", async () => {
    await writeFile(join(folder, "plan.json"), JSON.stringify(plan));
    expect(await otherAnswer(folder, other)).toBeNull();
  });

  test("a damaged plan beside records of the same cells is in nobody's way", async () => {
    await fill();
    await writeFile(join(folder, "plan.json"), "{");
    expect(await otherAnswer(folder, plan)).toBeNull();
  });

  test("what a killed run left is in nobody's way", async () => {
    await mkdir(join(folder, "cells"));
    for (const name of ["run.lock.99.try", "plan.json.99.tmp"]) await writeFile(join(folder, name), "");
    expect(await otherAnswer(folder, plan)).toBeNull();
  });

  test.each([
    ["thesis.txt", "thesis.txt"],
    ["plan.json", "plan.json, which is damaged or no run's"],
  ])("someone's own %s is", async (name, found) => {
    await writeFile(join(folder, name), '{"resources":[]}');
    await expect(otherAnswer(folder, plan)).rejects.toThrow(
      `is no run folder, and not empty (${found}); name another folder with --out`,
    );
  });
});
