import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfigError } from "../../../../harness/base/errors.ts";
import { findMatrix, type MatrixPlaces, matricesIn } from "../../../../harness/measure/matrix/find.io.ts";

let root: string;
let places: MatrixPlaces;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "find-matrix-"));
  places = { cwd: join(root, "here"), matricesFolder: join(root, "shipped") };
  await mkdir(places.cwd);
  await mkdir(places.matricesFolder);
  await mkdir(join(places.cwd, "quant"));
  await writeFile(join(places.cwd, "own.json"), "{}");
  await writeFile(join(places.cwd, "smoke.json"), "{}");
  for (const name of ["quant", "smoke"]) await writeFile(join(places.matricesFolder, `${name}.json`), "{}");
});
afterAll(() => rm(root, { recursive: true }));

test.each([
  ["own.json", "here/own.json"],
  ["own", "here/own.json"],
  ["./own.json", "here/own.json"],
  ["quant.json", "shipped/quant.json"],
  ["smoke.json", "here/smoke.json"], // a path comes first
  ["quant", "shipped/quant.json"], // a folder of that name is not a matrix
])("%s means %s", async (argument, path) => {
  expect(await findMatrix(argument, places)).toBe(join(root, path));
});

test("an absolute path is used as it is", async () => {
  expect(await findMatrix(join(root, "here", "own.json"), places)).toBe(join(root, "here", "own.json"));
});

test("an unknown matrix is refused with the shipped ones and the nearest", async () => {
  const failure = findMatrix("qaunt.json", places);
  await expect(failure).rejects.toThrow(ConfigError);
  await expect(failure).rejects.toThrow(
    'matrix qaunt.json: no such file, and no shipped matrix of that name; did you mean "quant"? (shipped: quant, smoke)',
  );
});

test("a folder is no matrix, and is not called missing", async () => {
  await mkdir(join(places.cwd, "mine"));
  await expect(findMatrix("mine", places)).rejects.toThrow("matrix mine: is no file, and no shipped matrix");
});

test.each([
  ["onw.json", 'did you mean "own"?'],
  ["../here/onw.json", 'did you mean "../here/own"?'],
])("a matrix that is near in the same folder is suggested for %s", async (argument, hint) => {
  await expect(findMatrix(argument, places)).rejects.toThrow(hint);
});

test.each(["rows.csv", "rows.jsonl", "rows.csv.gz"])(
  "%s, a file of rows, is refused with the command that writes a matrix",
  async (name) => {
    await writeFile(join(places.cwd, name), "text,label\n");
    await expect(findMatrix(name, places)).rejects.toThrow(
      `${name} is a file of rows and no matrix; "pricewar init ${name}" writes a matrix for it`,
    );
  },
);

test("shipped matrices are listed by name", async () => {
  expect(await matricesIn(places.matricesFolder)).toEqual(["quant", "smoke"]);
});
