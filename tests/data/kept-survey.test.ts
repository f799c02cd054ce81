import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDataset } from "../../data/registry.ts";
import type { SurveyStore } from "../../data/spec.ts";
import { surveyFolder } from "../../data/survey-store.io.ts";
import { rowsOf } from "./open-files.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const ROWS = 12_000;

/** Over a MiB: row n has the label n % 2, the group n % 1000 and one of 11,000 texts. */
function large(word: string): string {
  const filler = `${word} `.repeat(20);
  return `text,label,group\n${Array.from({ length: ROWS }, (_, row) => `${filler}${row % 11_000},l${row % 2},g${row % 1000}\n`).join("")}`;
}

/** A store in memory that notes what is done with it. */
function memoryStore() {
  const kept = new Map<string, Uint8Array>();
  const done: string[] = [];
  const store: SurveyStore = {
    find: async (key) => {
      done.push(kept.has(key) ? "found" : "missed");
      return kept.get(key) ?? null;
    },
    keep: async (key, survey) => {
      done.push("kept");
      kept.set(key, survey);
    },
  };
  return { store, done };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a large file is checked once for several processes", () => {
  test.each(["csv:a.csv", "csv:a.csv,dedupe,group=group", "csv:a.csv,group=group", "csv:a.csv,test=b.csv,dedupe"])(
    "%s is the same dataset when its survey was kept",
    async (spec) => {
      const baseFolder = await temporaryFolder({ "a.csv": large("some"), "b.csv": large("other") });
      const { store: surveys, done } = memoryStore();
      const first = await openDataset(spec, { baseFolder, surveys });
      const asked = done.splice(0);
      const second = await openDataset(spec, { baseFolder, surveys });
      expect(asked).toEqual(asked.map((_, at) => (at % 2 === 0 ? "missed" : "kept")));
      expect(done).toEqual(Array.from({ length: asked.length / 2 }, () => "found"));
      const plain = ({ rows: _rows, batches: _batches, ...dataset }: typeof first) => dataset;
      expect(plain(second)).toEqual(plain(first));
      expect(plain(second)).toEqual(plain(await openDataset(spec, { baseFolder })));
      expect(await rowsOf(second)).toEqual(await rowsOf(first));
    },
  );

  test("which tells how many bytes the texts have, unless some are left out", async () => {
    // 3 and 6 bytes.
    const files = {
      "a.csv": "text,label\nabc,x\n两个,y\nabc,x\nabc,x\nabc,x\n两个,y\n两个,y\n两个,y\n两个,y\nabc,x\n",
    };
    const baseFolder = await temporaryFolder({ ...files, "b.csv": "text,label\nd,x\ne,y\n" });
    expect((await openDataset("csv:a.csv", { baseFolder })).textBytes).toBe(5 * 3 + 5 * 6);
    expect((await openDataset("csv:a.csv,test=b.csv", { baseFolder })).textBytes).toBe(5 * 3 + 5 * 6 + 2);
    expect(await openDataset("csv:a.csv,test=b.csv,dedupe", { baseFolder })).not.toHaveProperty("textBytes");
  });

  test("and again after it has changed, read in another way, or in another role", async () => {
    const baseFolder = await temporaryFolder({ "a.csv": large("some") });
    const { store: surveys, done } = memoryStore();
    const { id } = await openDataset("csv:a.csv", { baseFolder, surveys });
    await openDataset("csv:a.csv,empty=skip", { baseFolder, surveys });
    await openDataset("csv:a.csv,test=a.csv", { baseFolder, surveys });
    await writeFile(join(baseFolder, "a.csv"), large("none"));
    const changed = await openDataset("csv:a.csv", { baseFolder, surveys });
    expect(changed.id).not.toBe(id);
    expect(done).toEqual(["missed", "kept", "missed", "kept", "found", "missed", "kept", "missed", "kept"]);
  });

  test("but not one that was written a moment ago, a small one, or one with a fault", async () => {
    const small = "text,label\n".concat("a,1\nb,2\n".repeat(10));
    const faulty = `${large("some")},l1,g1\n`;
    const baseFolder = await temporaryFolder({ "a.csv": large("some"), "small.csv": small, "faulty.csv": faulty });
    const { store: surveys, done } = memoryStore();
    await openDataset("csv:small.csv", { baseFolder, surveys });
    await expect(openDataset("csv:faulty.csv", { baseFolder, surveys })).rejects.toThrow(/"text" is empty/);
    vi.useRealTimers();
    await openDataset("csv:a.csv", { baseFolder, surveys });
    expect(done).toEqual(["missed"]);
  });
});

test("a kept survey that is damaged or gone counts as none, and a folder that cannot be written keeps none", async () => {
  const folder = await temporaryFolder({ file: "" });
  const store = surveyFolder(folder);
  expect(await store.find("a")).toBeNull();
  await store.keep("a", Buffer.from("survey"));
  expect(String(await store.find("a"))).toBe("survey");
  await writeFile(join(folder, "a", "survey.v8"), "surv");
  expect(await store.find("a")).toBeNull();
  await rm(join(folder, "a"), { recursive: true });
  expect(await store.find("a")).toBeNull();
  const closed = surveyFolder(join(folder, "file"));
  await closed.keep("a", Buffer.from("survey"));
  expect(await closed.find("a")).toBeNull();
});
