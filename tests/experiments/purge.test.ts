/** pricewar purge: nothing of a run's texts is left, and nothing else is lost. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lockFile } from "../../harness/measure/runner/lock.io.ts";
import { pricewar } from "../fixtures/pricewar.ts";

const PLANTED = "zyzzyvasecret";
const OTHER = "ordinaryword";

let place: string;
const run = (...args: string[]) => {
  const { PRICEWAR_NO_BASELINES: _, ...env } = process.env;
  return pricewar(args, { cwd: place, env });
};

/** Twenty texts in two classes with the same word in each. */
const csv = (word: string) =>
  [
    "text,label",
    ...Array.from(
      { length: 20 },
      (_, row) => `${word} ${row % 2 ? "goal" : "share"} number${row},${row % 2 ? "sport" : "market"}`,
    ),
  ].join("\n");

/** A cell of two workers, whose rows are laid apart in the cache. */
const OWNERS = { trainBackend: "javascript", "training.workers": 2, "training.sync": "round", "training.owners": 1 };

const matrix = (name: string, dataset: string, axes: object, include: readonly object[] = []) =>
  JSON.stringify({
    name,
    base: {
      dataset,
      model: { vocabulary: 50, maxLength: 10, embedding: 4, hidden: [] },
      epochs: 1,
      serveBackend: "simd",
    },
    axes,
    include,
    accuracyFloor: { atLeast: 0 },
  });

/** Folders of the cache with the rows of one owner: numbers, in which no word can be found. */
async function ownersFolders(): Promise<string[]> {
  const names = await readdir(join(place, ".cache"), { recursive: true });
  return names.filter((name) => /\bowner-\d+$/.test(name));
}

/** Files below a folder that hold a word, unpacked where they are packed. */
async function holding(word: string, ...below: string[]): Promise<string[]> {
  const folder = join(place, ...below);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      return [file, (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("latin1")] as const;
    }),
  );
  return contents.filter(([, content]) => content.includes(word)).map(([file]) => file.slice(folder.length + 1));
}

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-purge-"));
  await writeFile(join(place, "secret.csv"), csv(PLANTED));
  await writeFile(join(place, "other.csv"), csv(OTHER));
  await writeFile(
    join(place, "doomed.json"),
    matrix("doomed", "csv:secret.csv", { "model.source": ["reference", "tfidf"] }, [OWNERS]),
  );
  await writeFile(join(place, "shares.json"), matrix("shares", "csv:secret.csv", { "model.vocabulary": [40] }));
  await writeFile(join(place, "stays.json"), matrix("stays", "csv:other.csv", { batchSize: [16] }));
  for (const name of ["doomed", "stays"]) expect(await run("run", `${name}.json`)).toMatchObject({ status: 0 });
}, 240_000);
afterAll(() => rm(place, { recursive: true, force: true }));

test("a dry run lists all of it and deletes nothing", async () => {
  const before = await holding("", ".");
  const { status, stdout } = await run("purge", "doomed", "--dry-run");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^would delete runs\/doomed, \d+ files \(.*\), and \d+ entries of the cache \(.*\):\n/);
  expect(stdout).toMatch(/ \.cache\/artifacts\/corpus-[0-9a-f]{12}\n/);
  expect(stdout).toContain("\nwould leave:\n- the data itself, csv:secret.csv: purge deletes no source file\n");
  expect(await holding("", ".")).toEqual(before);
});

describe("a purge is refused", () => {
  test("without consent", async () => {
    const ended = await run("purge", "doomed");
    expect(ended).toMatchObject({ status: 2, stderr: "nothing is deleted without your consent: add --yes\n" });
  });

  test("while the run is going on", async () => {
    const { release } = await lockFile(join(place, "runs", "doomed", "run.lock"));
    try {
      const ended = await run("purge", "doomed", "--yes");
      expect(ended).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(
          /is already running this matrix; wait for it, or stop it, and purge the run then\n$/,
        ),
      });
    } finally {
      await release();
    }
  });

  test("of a folder that is none of a run, or a link", async () => {
    await mkdir(join(place, "notes"));
    await writeFile(join(place, "notes", "mine.txt"), "");
    await symlink(join(place, "runs", "doomed"), join(place, "linked"));
    expect((await run("purge", "notes", "--yes")).stderr).toBe(
      "notes: is no run folder, so nothing is deleted; name one, such as runs/quant\n",
    );
    expect((await run("purge", "linked", "--yes")).stderr).toBe(
      "linked: is a link: name the folder that it leads to\n",
    );
    await writeFile(join(place, "notes", "plan.json"), "{}");
    expect((await run("purge", "notes", "--yes")).stderr).toMatch(/^notes: has no plan that can be read/);
    expect(await readdir(join(place, "notes"))).toEqual(["mine.txt", "plan.json"]);
  });

  test("and nothing of the run was lost meanwhile", async () => {
    expect(await holding(PLANTED, ".cache")).not.toEqual([]);
    expect(await holding(PLANTED, "runs", "doomed")).not.toEqual([]);
  });
});

test("what another run of the same data uses stays with it, and what was kept of the first alone goes", async () => {
  expect(await run("run", "shares.json")).toMatchObject({ status: 0 });
  const shared = new Set(await holding(PLANTED, ".cache"));
  expect(await ownersFolders()).toHaveLength(2);
  // As if it had been killed before it came to the run folder.
  const doomedPlan = await readFile(join(place, "runs", "doomed", "plan.json"));
  await writeFile(join(place, "runs", "doomed", "mine.txt"), "notes");
  await symlink(join(place, "gone"), join(place, "runs", "doomed", "report.md"));
  const { status, stdout } = await run("purge", "runs/doomed", "--yes");
  expect(status).toBe(0);
  expect(stdout).toContain(
    "\n- runs/shares uses the same data, csv:secret.csv: it and what the cache keeps for it stay\n",
  );
  expect(stdout).toContain("\n- mine.txt in runs/doomed, which no run made\n");
  expect(stdout).toContain(
    "\n- what runs/doomed/report.md leads to, since of a link purge deletes no more than the link\n",
  );
  expect(await readdir(join(place, "runs", "doomed"))).toEqual(["mine.txt"]);
  expect(await ownersFolders()).toEqual([]);
  const left = await holding(PLANTED, ".cache");
  expect(left).not.toEqual([]);
  expect(left.length).toBeLessThan(shared.size);
  // The other run finds all that it needs.
  const again = await run("run", "shares.json");
  expect(again.stdout).not.toContain("damaged");
  expect(again.status).toBe(0);
  // Half a folder, such as a kill leaves, is a run folder still.
  await writeFile(join(place, "runs", "doomed", "plan.json"), doomedPlan);
  expect((await run("purge", "doomed", "--yes")).status).toBe(0);
});

test("once no run uses the data, nothing of it is below runs and .cache, and a run of other data is whole", async () => {
  const others = await holding(OTHER, ".cache");
  const own = await holding("", "runs", "stays");
  expect((await run("purge", "shares", "--yes")).status).toBe(0);
  expect(await holding(PLANTED, ".cache")).toEqual([]);
  expect(await holding(PLANTED, "runs")).toEqual([]);
  expect(await holding("", "runs", "stays")).toEqual(own);
  expect(others).not.toEqual([]);
  expect(await holding(OTHER, ".cache")).toEqual(others);
  expect(await readFile(join(place, "secret.csv"), "utf8")).toContain(PLANTED);
});
