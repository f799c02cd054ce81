import { expect, test } from "vitest";
import {
  checkWithoutFolders,
  hideFolders,
  lineWithoutFolders,
  planWithoutFolders,
} from "../../reports/hide-folders.ts";
import { noteText } from "../../reports/words/check/notes.ts";
import { reasonText } from "../../reports/words/check/reason.ts";
import { failedRecord, makePlan, skippedRecord } from "../fixtures/records.ts";
import { RESULTS } from "./check/results.ts";

test.each([
  ["csv:/home/ada/texts/news.csv,test=/data/test.csv", "csv:news.csv,test=test.csv"],
  ["csv:C:\\Users\\Ada\\news.csv", "csv:news.csv"],
  ["cannot open /home/ada/node_modules/a/b.node: no such file", "cannot open b.node: no such file"],
  ["(/srv/models/x)", "(x)"],
])("%s names no folder", (text, shown) => {
  expect(hideFolders(text)).toBe(shown);
});

test.each([
  "csv:data/news.csv",
  "../news.csv",
  "https://example.org/a/b",
  "aws/c7i.large/us-east-1/spot",
  "$ / M texts",
  "and/or",
])("%s stays", (text) => expect(hideFolders(text)).toBe(text));

test.each([
  ["csv:/home/Ada L/my texts.csv", "csv:my texts.csv"],
  ['csv:/home/Ada L/a.csv.gz,test="/srv/x,y/b.csv",text=a/b', 'csv:a.csv.gz,test="b.csv",text=a/b'],
  ["csv:C:\\Users\\Ada L\\a.csv,label=kind", "csv:a.csv,label=kind"],
  ["csv:data/a b.csv,test=../b.csv", "csv:data/a b.csv,test=../b.csv"],
])("the page names the dataset %s as %s", (spec, shown) => {
  const file = "/home/Ada L/a.csv";
  const plan = makePlan({ axes: { dataset: [spec] }, dataset: spec });
  const [dataset] = plan.datasets;
  const { axes, datasets } = planWithoutFolders({
    ...plan,
    datasets: [{ ...dataset!, spec, files: [{ name: file, compression: "gzip" }] }],
  });
  expect([axes.dataset, datasets[0]!.spec]).toEqual([[shown], shown]);
  expect(datasets[0]!.files).toEqual([{ name: "a.csv", compression: "gzip" }]);
});

test("a check names runs, baselines and limits without their folders, and commits as they are", () => {
  const { all } = RESULTS;
  const named = (base: string, head: string) => {
    const shown = checkWithoutFolders({
      ...all!,
      base: { ...all!.base, name: base },
      head: { ...all!.head, name: head },
    });
    return [shown.base.name, shown.head.name];
  };
  expect(named("/home/Ada L/runs/quant", "origin/main")).toEqual(["quant", "origin/main"]);
  expect(named("C:\\Ada\\base.json", "/home/ada/runs/quant/")).toEqual(["base.json", "quant/"]);
  const kept = { bound: "max" as const, text: "1 kB", where: "/home/ada/limits.json:3:5" };
  const expired = { kind: "waiver-expired", where: "C:\\Ada\\limits.json:4:5", metric: "p50Ms", until: "" } as const;
  const [first] = all!.rows;
  const shown = checkWithoutFolders({
    ...all!,
    rows: [
      { ...first!, limit: { ...kept, withoutLimit: "pass" } },
      { ...first!, kept: [kept] },
      { ...first!, reason: { kind: "within-limit", ...kept } },
    ],
    notes: [expired],
  });
  expect([
    shown.rows[0]!.limit!.where,
    shown.rows[1]!.kept[0]!.where,
    reasonText(shown.rows[2]!),
    ...shown.notes.map((note) => noteText(note)),
  ]).toEqual([
    "limits.json:3:5",
    "limits.json:3:5",
    "not above the limit of 1 kB (limits.json:3:5)",
    expect.stringMatching(/^limits\.json:4:5: the waiver/),
  ]);
});

test("a plan and the reasons of records name no folder; a label that looks like a path stays", () => {
  const axes = { dataset: ["csv:/home/ada/a.csv", "csv:/home/ada/b.csv"] };
  const plan = makePlan({ axes, dataset: "csv:/home/ada/a.csv", labels: ["/Arts/Music", "/Arts/Film"] });
  const shown = planWithoutFolders({ ...plan, matrixFile: "/home/ada/m.json", otherDataset: "csv:/home/ada/a.csv" });
  const { matrixFile, otherDataset, baseline, datasets, cells } = shown;
  const named = [
    matrixFile,
    otherDataset,
    baseline,
    datasets.map(({ spec }) => spec),
    cells.map(({ fields }) => fields),
  ];
  expect(JSON.stringify(named)).not.toContain("/home/ada/");
  expect(shown.axes.dataset).toEqual(["csv:a.csv", "csv:b.csv"]);
  expect(shown.datasets[0]!.labels).toEqual(["/Arts/Music", "/Arts/Film"]);
  const cell = plan.cells[0]!;
  expect(lineWithoutFolders(failedRecord(cell, "no /home/ada/x.node"))).toMatchObject({ error: "no x.node" });
  expect(lineWithoutFolders({ ...skippedRecord(cell), reason: "no /home/ada/x.node" } as never)).toMatchObject({
    reason: "no x.node",
  });
});
