/** Encrypted runs, as whole programs: nothing of texts, labels and names is on disk in clear, whenever they end, and the key opens all of it. */
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newKeyPair } from "../../../harness/base/at-rest/age.ts";
import { holdKeys } from "../../../harness/base/at-rest/keys.ts";
import type { RunRecord } from "../../../harness/contract/index.ts";
import { readPlan, readRecords } from "../../../harness/contract/run-folder.io.ts";
import { type Ended, pricewar, startPricewar } from "../../fixtures/pricewar.ts";

/** In a text, the labels, a masked name, the name of the data and a configuration's axis. */
const TEXT = "zyzzyvasecret";
const LABELS = ["quuxlabel", "corgelabel"];
const MASKED = "graultperson";
const DATA = "garplydata";
const PLANTED = [TEXT, ...LABELS, MASKED, DATA, "plainwordofall"];
const ASKED = [`${TEXT} goal number3`, "share plainwordofall"];

let place: string;
let owner: Awaited<ReturnType<typeof newKeyPair>>;

/** A folder of its own for a run, with a cache and a folder for temporary files below it. */
async function roomFor(name: string): Promise<{ readonly cwd: string; readonly env: NodeJS.ProcessEnv }> {
  const cwd = join(place, name);
  await mkdir(join(cwd, "tmp"), { recursive: true });
  const rows = Array.from({ length: 40 }, (_, row) => {
    const word = row % 2 ? "goal" : "share";
    return `${TEXT} ${word} number${row} plainwordofall ${MASKED},${LABELS[row % 2]}`;
  });
  await mkdir(join(cwd, "own"));
  await writeFile(join(cwd, "own", `${DATA}.csv`), ["text,label", ...rows].join("\n"));
  await writeFile(join(cwd, "own", "people.txt"), `${MASKED}\n`);
  await writeFile(join(cwd, "own", "key.txt"), `# public key: ${owner.recipient}\n${owner.identity}\n`);
  const { PRICEWAR_NO_BASELINES: _, PRICEWAR_FORMAT: __, ...env } = process.env;
  return { cwd, env: { ...env, TMPDIR: join(cwd, "tmp") } };
}

/** @param axes of small models of all kinds that texts reach differently */
const matrix = (axes: object) => ({
  name: "hidden",
  base: {
    dataset: `csv:own/${DATA}.csv`,
    model: { vocabulary: 60, maxLength: 10, embedding: 4, hidden: [] },
    tokenizer: { mask: ["names:own/people.txt"] },
    epochs: 1,
    trainBackend: "simd",
    serveBackend: "simd",
  },
  axes,
  accuracyFloor: { atLeast: 0 },
});

const SOURCES = { "model.source": ["reference", "tfidf"] };
const KEY = ["--identity", join("own", "key.txt")];

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** What is on disk of a room beside the user's own files and the matrix: files by name below the room. */
async function leftIn(cwd: string): Promise<Map<string, Buffer>> {
  const files = (
    await Promise.all(["runs", ".cache", "tmp"].map((name) => filesBelow(join(cwd, name)).catch(() => [])))
  ).flat();
  return new Map(
    await Promise.all(files.map(async (file) => [file.slice(cwd.length + 1), await readFile(file)] as const)),
  );
}

/** The bytes, and what they are if they are packed. */
function unpacked(bytes: Buffer): Buffer[] {
  const opened = [gunzipSync, inflateSync, inflateRawSync].flatMap((unpack) => {
    try {
      return [unpack(bytes)];
    } catch {
      return [];
    }
  });
  const encoded = /^[\sA-Za-z0-9+/=]{40,}$/.test(bytes.toString("latin1"))
    ? [Buffer.from(bytes.toString("latin1"), "base64")]
    : [];
  return [bytes, ...opened, ...encoded];
}

function findings(files: ReadonlyMap<string, Buffer>): string[] {
  const forms = PLANTED.flatMap((word) => [Buffer.from(word, "utf8"), Buffer.from(word, "utf16le")]);
  return [...files].flatMap(([name, bytes]) =>
    PLANTED.some((word) => name.includes(word)) ||
    unpacked(bytes).some((one) => forms.some((form) => one.includes(form)))
      ? [name]
      : [],
  );
}

const HEADER = "age-encryption.org/v1\n";
/** What may be there that is no age file: hashes of age files, to whom a run is encrypted, and which process holds it. */
const IN_CLEAR = /(^|\/)(SHA256SUMS|encryption\.json|run\.lock[^/]*|in-use\/run[^/]*|pricewar-[a-z]+[^/]*)$/;

/** Names of files that are not encrypted. */
function notEncrypted(files: ReadonlyMap<string, Buffer>): string[] {
  const isAge = (bytes: Buffer) => bytes.subarray(0, HEADER.length).toString("latin1") === HEADER;
  return [...files]
    .filter(([name, bytes]) => {
      if (/\.tmp$/.test(name) && bytes.length === 0) return false;
      if (!name.includes(".age-lines")) return !isAge(bytes);
      // A line that a kill cut short has a beginning, too.
      const lines = bytes
        .toString("latin1")
        .split("\n")
        .filter((line) => line.length > 40);
      return !lines.every((line) => isAge(Buffer.from(line, "base64")));
    })
    .map(([name]) => name)
    .filter((name) => !IN_CLEAR.test(name));
}

/** Reads a room's records as its owner. */
async function recordsOf(cwd: string): Promise<RunRecord[]> {
  holdKeys({ recipients: [], identities: [owner.identity] });
  try {
    return await readRecords(join(cwd, "runs", "hidden", "records.jsonl"));
  } finally {
    holdKeys(null);
  }
}

const okIds = (records: readonly RunRecord[]) =>
  records.flatMap((record) => (record.status === "ok" ? [record.experiment.id] : [])).sort();

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-encrypted-"));
  owner = await newKeyPair();
});
afterAll(() => rm(place, { recursive: true, force: true }));

describe("a run to its end", () => {
  let room: Awaited<ReturnType<typeof roomFor>>;
  let plain: Awaited<ReturnType<typeof roomFor>>;
  let ended: Ended;
  const inRoom = (...args: string[]) => pricewar(args, room);
  beforeAll(async () => {
    [room, plain] = await Promise.all([roomFor("whole"), roomFor("plain")]);
    for (const { cwd } of [room, plain]) await writeFile(join(cwd, "own", "m.json"), JSON.stringify(matrix(SOURCES)));
    const line = ["run", join("own", "m.json"), "--out", join("runs", "hidden")];
    ended = await pricewar([...line, "--encrypt", owner.recipient], room);
    expect(await pricewar(line, plain)).toMatchObject({ status: 0 });
  }, 240_000);

  test("it says what opens it, and all cells succeed", async () => {
    expect(ended).toMatchObject({ status: 0 });
    expect(ended.stdout).toContain(join("runs", "hidden", "report.html.age"));
    expect(ended.stdout).toContain("npx pricewar report runs/hidden --identity FILE --output FOLDER");
    expect(okIds(await recordsOf(room.cwd))).toHaveLength(2);
  });

  test("nothing of its texts, labels and names is left, in whatever form; a run in clear leaves all of them", async () => {
    const left = await leftIn(room.cwd);
    expect(findings(left)).toEqual([]);
    expect(notEncrypted(left)).toEqual([]);
    const names = [...left.keys()];
    for (const name of ["plan.json.age", "records.jsonl.age-lines", "samples.jsonl.age-lines", "report.html.age"]) {
      expect(names).toContain(join("runs", "hidden", name));
    }
    expect(names.filter((name) => name.includes(join("hidden", "encrypted-artifacts"))).length).toBeGreaterThan(5);
    expect(names.filter((name) => name.startsWith(join(".cache", "artifacts")))).toEqual([]);
    const found = findings(await leftIn(plain.cwd));
    expect(found).toContain(join("runs", "hidden", "plan.json"));
    expect(found.filter((name) => name.startsWith(join(".cache", "artifacts"))).length).toBeGreaterThan(2);
  });

  test("the run in clear has the files of ever, and none that is encrypted", async () => {
    const names = await readdir(join(plain.cwd, "runs", "hidden"));
    expect(names.sort()).toEqual(
      [
        "baselines.jsonl",
        "cached.json",
        "cells",
        "compliance.md",
        "plan.json",
        "records.jsonl",
        "report.html",
        "samples.jsonl",
        "summary.csv",
        "summary.json",
      ].sort(),
    );
  });

  test("its models answer as those of the run in clear, to who has the key", async () => {
    for (const id of okIds(await recordsOf(room.cwd))) {
      const line = ["predict", "--model", join("runs", "hidden", "cells", id), "--json", ...ASKED];
      const [open, inClear] = await Promise.all([inRoom(...line, ...KEY), pricewar(line, plain)]);
      expect(open).toMatchObject({ status: 0 });
      expect(open.stdout).toBe(inClear.stdout);
      expect(open.stdout).toContain(LABELS[0]);
    }
  });

  test("a report is encrypted as the run is, or in clear where its reader says", async () => {
    const before = await stat(join(room.cwd, "runs", "hidden", "report.html.age"));
    expect(await inRoom("report", "hidden", ...KEY)).toMatchObject({ status: 0 });
    expect((await stat(join(room.cwd, "runs", "hidden", "report.html.age"))).mtimeMs).toBeGreaterThan(before.mtimeMs);
    const left = await leftIn(room.cwd);
    expect(findings(left)).toEqual([]);
    expect(notEncrypted(left)).toEqual([]);
    expect(await inRoom("report", "hidden", ...KEY, "--output", "shown")).toMatchObject({ status: 0 });
    expect((await readdir(join(room.cwd, "shown"))).sort()).toEqual([
      "compliance.md",
      "report.html",
      "summary.csv",
      "summary.json",
    ]);
    const note = await readFile(join(room.cwd, "shown", "compliance.md"), "utf8");
    expect(note).toContain(`The run's files are encrypted with age to ${owner.recipient}.`);
    expect(note).toContain(DATA);
  });

  test.each([
    ["query", "hidden", "select configuration, accuracy from configurations"],
    ["war", "hidden", "--texts-per-month", "50M", "--price", "2"],
    ["export", "hidden", "--mlflow", join("own", "mlflow")],
  ])("pricewar %s reads it with the key", async (...line) => {
    expect(await inRoom(...line, ...KEY)).toMatchObject({ status: 0 });
  });

  test("a command without the key, or with another one, says so in a sentence and changes nothing", async () => {
    await writeFile(join(room.cwd, "own", "other.txt"), `${(await newKeyPair()).identity}\n`);
    const before = await leftIn(room.cwd);
    const run = ["run", join("own", "m.json"), "--out", join("runs", "hidden")];
    const wrong = ["--identity", join("own", "other.txt")];
    const refusals: readonly (readonly [readonly string[], RegExp])[] = [
      [run, /^runs\/hidden is encrypted: go on with --identity FILE, .*\n$/],
      [[...run, ...wrong], /^--identity does not open runs\/hidden: it is encrypted to others .* to age1.*\n$/],
      [
        ["report", "hidden"],
        /^runs\/hidden\/plan\.json\.age is encrypted: give the identity that opens it with --identity FILE.*\n$/,
      ],
      [
        ["report", "hidden", ...wrong],
        /^runs\/hidden\/plan\.json\.age cannot be opened: it is encrypted to others.*\n$/,
      ],
      [["serve", "--model", "hidden"], /plan\.json\.age is encrypted: give the identity/],
      [
        ["merge", "hidden", join(plain.cwd, "runs", "hidden"), "--out", "merged"],
        /^runs\/hidden is encrypted, and \S+hidden is in clear: joined, one of them would not stay so; .*\n$/,
      ],
    ];
    for (const [line, refusal] of refusals) {
      const { status, stderr } = await inRoom(...line);
      expect(stderr, line.join(" ")).toMatch(refusal);
      expect(status, line.join(" ")).toBe(2);
    }
    expect(await leftIn(room.cwd)).toEqual(before);
  });

  test("an encrypted run that is not opened is not said to have a report", async () => {
    const closed = await inRoom("report");
    expect(closed.stderr).toMatch(/^runs\/hidden\/plan\.json\.age is encrypted: give the identity.*\n$/);
    expect(closed.status).toBe(2);
    const open = await inRoom("report", ...KEY);
    expect(open.stderr).toContain("leave out 1 encrypted run: each has a report of its own in its folder");
    expect(open.status).toBe(0);
    expect(findings(await leftIn(room.cwd))).toEqual([]);
    await rm(join(room.cwd, "runs", "index.html"));
  });

  test("what is measured already is not measured again, and the folder of a run in clear is not mixed with it", async () => {
    const before = await readFile(join(room.cwd, "runs", "hidden", "records.jsonl.age-lines"));
    const line = ["run", join("own", "m.json"), "--out", join("runs", "hidden")];
    expect(await inRoom(...line, ...KEY)).toMatchObject({ status: 0 });
    expect((await readFile(join(room.cwd, "runs", "hidden", "records.jsonl.age-lines"))).equals(before)).toBe(true);
    const refused = await pricewar([...line, "--encrypt", owner.recipient], plain);
    expect(refused.stderr).toMatch(
      /^runs\/hidden holds results in clear .*name another folder with --out, or purge this one\n$/,
    );
    const needless = await pricewar([...line, ...KEY], plain);
    expect(needless.stderr).toMatch(/^--identity opens an encrypted run, and runs\/hidden is none; .*\n$/);
    expect([refused.status, needless.status]).toEqual([2, 2]);
  });

  test("who has no key can purge it, with all that it kept of its texts", async () => {
    await writeFile(join(room.cwd, "runs", "index.html"), "an overview, which leaves it out");
    const { status, stdout } = await inRoom("purge", "hidden", "--yes");
    expect(status).toBe(0);
    expect(stdout).toContain("the data itself, whose name is encrypted with the rest");
    expect(stdout).not.toContain("index.html");
    await rm(join(room.cwd, "runs", "index.html"));
    expect([...(await leftIn(room.cwd)).keys()].filter((name) => name.startsWith("runs"))).toEqual([]);
  });
});

test("a run that is killed leaves nothing in clear, and goes on with the key: nothing is trained twice", async () => {
  const room = await roomFor("killed");
  const { cwd } = room;
  const cells = 4;
  await writeFile(join(cwd, "own", "m.json"), JSON.stringify(matrix({ epochs: [1, 2, 3, 4] })));
  const line = ["run", join("own", "m.json"), "--out", join("runs", "hidden"), "--rounds", "0", "--no-baselines"];
  const child = startPricewar([...line, "--encrypt", owner.recipient], { ...room, stdio: "ignore" });
  const ended = once(child, "close");
  const records = join(cwd, "runs", "hidden", "records.jsonl.age-lines");
  try {
    await expect.poll(() => readFile(records, "utf8").catch(() => ""), { timeout: 60_000 }).toMatch(/\n$/);
  } finally {
    child.kill("SIGKILL");
  }
  await ended;
  const left = await leftIn(cwd);
  expect(findings(left)).toEqual([]);
  expect(notEncrypted(left)).toEqual([]);
  const first = okIds(await recordsOf(cwd));
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThan(cells);
  const lines = await readFile(records, "utf8");
  const artifacts = join(cwd, "runs", "hidden", "encrypted-artifacts");
  const seals = async () =>
    new Map(
      await Promise.all(
        (await filesBelow(artifacts))
          .filter((file) => file.endsWith("SHA256SUMS"))
          .map(async (file) => [file, await readFile(file, "utf8")] as const),
      ),
    );
  const before = await seals();
  expect(before.size).toBeGreaterThanOrEqual(2);
  expect(await pricewar([...line, ...KEY], room)).toMatchObject({ status: 0 });
  expect((await readFile(records, "utf8")).startsWith(lines)).toBe(true);
  expect(okIds(await recordsOf(cwd))).toEqual(expect.arrayContaining(first));
  expect(okIds(await recordsOf(cwd))).toHaveLength(cells);
  const after = await seals();
  for (const [file, seal] of before) expect(after.get(file), file).toBe(seal);
  holdKeys({ recipients: [], identities: [owner.identity] });
  const { encryptedTo } = await readPlan(join(cwd, "runs", "hidden", "plan.json")).finally(() => holdKeys(null));
  expect(encryptedTo).toEqual([owner.recipient]);
  const finished = await leftIn(cwd);
  expect(findings(finished)).toEqual([]);
  expect(notEncrypted(finished)).toEqual([]);
});

describe("shards that are encrypted", () => {
  let room: Awaited<ReturnType<typeof roomFor>>;
  const inRoom = (...args: string[]) => pricewar(args, room);
  const runInto = (out: string, ...further: string[]) =>
    inRoom("run", join("own", "m.json"), "--out", join("runs", out), "--no-baselines", ...further);
  beforeAll(async () => {
    room = await roomFor("shards");
    await writeFile(join(room.cwd, "own", "m.json"), JSON.stringify(matrix({ epochs: [1, 2] })));
    for (const [name, shard] of Object.entries({ one: "1/2", two: "2/2" })) {
      const line = ["--shard", shard, "--rounds", "0", "--encrypt", owner.recipient];
      expect(await runInto(name, ...line)).toMatchObject({ status: 0 });
    }
  }, 240_000);

  test("are joined with the key, into a folder that is encrypted as they are", async () => {
    const closed = await inRoom("merge", "one", "two", "--out", join("runs", "hidden"));
    expect(closed.stderr).toMatch(/^runs\/one is encrypted: join it with --identity FILE, .*\n$/);
    expect(closed.status).toBe(2);
    const { status, stdout } = await inRoom("merge", "one", "two", "--out", join("runs", "hidden"), ...KEY);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\nhidden: 2 of 2 cells /);
    expect(stdout).toContain(`All of it is encrypted to ${owner.recipient}`);
    const left = await leftIn(room.cwd);
    expect(findings(left)).toEqual([]);
    expect(notEncrypted(left)).toEqual([]);
    const joined = [...left.keys()].filter((name) => name.startsWith(join("runs", "hidden")));
    expect(joined.filter((name) => name.endsWith("model.onnx.age"))).toHaveLength(2);
  });

  test("and the run goes on in it, whose processes have its own key alone and open the models of both", async () => {
    const before = await recordsOf(room.cwd);
    expect(okIds(before)).toHaveLength(2);
    expect(await runInto("hidden", "--rounds", "1", ...KEY)).toMatchObject({ status: 0 });
    expect(await recordsOf(room.cwd)).toEqual(before);
    const samples = await readFile(join(room.cwd, "runs", "hidden", "samples.jsonl.age-lines"), "utf8");
    expect(samples.trim().split("\n").length).toBeGreaterThanOrEqual(2);
    for (const id of okIds(before)) {
      const line = ["predict", "--model", join("runs", "hidden", "cells", id), "--json", ...ASKED];
      expect(await inRoom(...line, ...KEY)).toMatchObject({ status: 0, stdout: expect.stringContaining(LABELS[0]!) });
    }
  });

  test("of other recipients are refused: someone could open what was not meant for them", async () => {
    const { recipient } = await newKeyPair();
    const line = ["--shard", "2/2", "--rounds", "0", "--encrypt", owner.recipient, "--encrypt", recipient];
    expect(await runInto("both", ...line)).toMatchObject({ status: 0 });
    const { status, stderr } = await inRoom("merge", "one", "both", "--out", "joined", ...KEY);
    expect(stderr).toMatch(/^runs\/one is encrypted to age1\w+, and runs\/both to age1\w+, age1\w+: joined, someone /);
    expect(status).toBe(2);
  });
});

test("what cannot be kept from lying in clear is refused before anything is written", async () => {
  const room = await roomFor("refused");
  await writeFile(join(room.cwd, "own", "m.json"), JSON.stringify(matrix(SOURCES)));
  const run = (...further: string[]) => pricewar(["run", join("own", "m.json"), ...further], room);
  const refusals: readonly (readonly [readonly string[], RegExp])[] = [
    [["--redis", "redis://127.0.0.1:1"], /^--encrypt and --redis: workers keep texts and models .* leave one out\n$/],
    [["--encrypt", "age1mistyped"], /^--encrypt age1mistyped: is no recipient of age, or is mistyped; .*\n$/],
  ];
  for (const [further, refusal] of refusals) {
    const { status, stderr } = await run("--encrypt", owner.recipient, ...further);
    expect(stderr).toMatch(refusal);
    expect(status).toBe(2);
  }
  expect([...(await leftIn(room.cwd)).keys()].filter((name) => !name.startsWith("tmp"))).toEqual([]);
});
