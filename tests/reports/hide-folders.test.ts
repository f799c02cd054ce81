import { expect, test } from "vitest";
import { hideFolders, lineWithoutFolders, planWithoutFolders } from "../../reports/hide-folders.ts";
import { failedRecord, makePlan, skippedRecord } from "../fixtures/records.ts";

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

test("a plan and the reasons of records name no folder; a label that looks like a path stays", () => {
  const axes = { dataset: ["csv:/home/ada/a.csv", "csv:/home/ada/b.csv"] };
  const plan = makePlan({ axes, dataset: "csv:/home/ada/a.csv", labels: ["/Arts/Music", "/Arts/Film"] });
  const shown = planWithoutFolders({ ...plan, matrixFile: "/home/ada/m.json" });
  const { matrixFile, baseline, datasets, cells } = shown;
  const named = [matrixFile, baseline, datasets.map(({ spec }) => spec), cells.map(({ fields }) => fields)];
  expect(JSON.stringify(named)).not.toContain("/home/ada/");
  expect(shown.axes.dataset).toEqual(["csv:a.csv", "csv:b.csv"]);
  expect(shown.datasets[0]!.labels).toEqual(["/Arts/Music", "/Arts/Film"]);
  const cell = plan.cells[0]!;
  expect(lineWithoutFolders(failedRecord(cell, "no /home/ada/x.node"))).toMatchObject({ error: "no x.node" });
  expect(lineWithoutFolders({ ...skippedRecord(cell), reason: "no /home/ada/x.node" } as never)).toMatchObject({
    reason: "no x.node",
  });
});
