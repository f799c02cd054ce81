import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bench as command } from "../../../experiments/commands/bench.ts";

const root = join(import.meta.dirname, "..", "..", "..");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-bench-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** One round on small generated texts. */
const argsOf = (only: string, more: readonly string[]) => [
  ...["--rounds", "1", "--only", only, "--dataset", "synthetic:rows=200,classes=2"],
  ...more,
];

/** The command in this process, since loading it takes a second, with an empty PATH and no PEERS_PYTHON. @returns its stdout */
async function bench(only: string, ...more: string[]): Promise<string> {
  let printed = "";
  vi.stubEnv("PATH", folder);
  vi.stubEnv("PEERS_PYTHON", undefined);
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += text;
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    const act = (await command.load()) as (options: unknown) => Promise<void>;
    const program = command.configure(new Command()).action((options) => act(options));
    await program.parseAsync(argsOf(only, more), { from: "user" });
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
    vi.unstubAllEnvs();
  }
  return printed;
}

/** The command as `npm run bench` starts it, with an empty PATH. */
async function startedBench(only: string, env: Readonly<Record<string, string>>, ...more: string[]) {
  const loader = ["--import", join(root, "node_modules/tsx/dist/loader.mjs"), join(root, "experiments/bench.ts")];
  const options = { cwd: root, env: { ...process.env, PATH: folder, ...env } };
  return promisify(execFile)(process.execPath, [...loader, ...argsOf(only, more)], options);
}

describe("bench", () => {
  test("without Redis: the queue is left out, with what to install", async () => {
    expect(await bench("queue")).toMatch(/^queue is left out: no redis-server on the PATH \(apt install redis-server/);
  });

  test.each(["4", "500,10000", "2000000", "ten"])(
    "a backlog of %s cells is refused before anything is started",
    async (cells) => {
      await expect(bench("queue", "--cells", cells)).rejects.toThrow(
        `--cells ${cells}: must be one whole number from 8 to 1000000 for the queue`,
      );
    },
  );

  test("without fastText: our own figure without start-up, and how to install fastText", async () => {
    const json = join(folder, "rows.json");
    const output = await bench("text in", "--json", json);
    expect(output).toMatch(/^text in, probability out +onnx +[\d,]+ texts\/s +— /m);
    expect(output).toMatch(/^Start-up, not included in "text in, probability out": onnx /m);
    expect(output).toMatch(/^fasttext is absent: no fasttext on the PATH \(apt install fasttext/m);
    // Only our own two backends can be compared.
    expect(JSON.parse(await readFile(json, "utf8"))).toMatchObject([{ backend: "simd", peer: "onnx", rounds: 1 }]);
  });

  test("whole runs: our own seconds, and what would be compared with them", async () => {
    const output = await bench("one cell, from the file");
    expect(output).toMatch(/^run of one cell, from the file +simd +[\d.,]+ m?s +— /m);
    expect(output).toMatch(/^run of one cell, from the file +onnx +[\d.,]+ m?s +— /m);
    expect(output).toMatch(/^fasttext is absent: /m);
  });

  test("without PEERS_PYTHON: our own figure, and what to set", async () => {
    const output = await bench("serve batch 1");
    expect(output).toMatch(/^serve batch 1 +onnx +p50 \d+ µs +— /m);
    expect(output).toMatch(/^torch is absent: set PEERS_PYTHON to a Python with torch and numpy/m);
  });

  test("a peer whose script fails is named with its error, our figure remains, and the exit code is 1", async () => {
    const python = join(folder, "python");
    // Finds every module, but cannot run a script.
    await writeFile(python, `#!/bin/sh\n[ "$1" = "-c" ] && exit 0\necho "ImportError: libtorch.so" >&2\nexit 1\n`);
    await chmod(python, 0o755);
    const { code, stdout: output } = await startedBench("serve batch 1", { PEERS_PYTHON: python }).catch(
      (error) => error,
    );
    expect(code).toBe(1);
    expect(output).toMatch(/^serve batch 1 +onnx +p50 \d+ µs +— /m);
    expect(output).toMatch(/^torch failed in "serve batch 1", so its rows are missing: ImportError: libtorch\.so$/m);
  });

  test.each([
    [["--rows", "10"], 2, /--rows 10: must be a whole number of at least 1000/],
    [
      ["--base-ref", "main"],
      2,
      /--base-ref is compared with at scale, in whole runs and in planning: .*add --only scale/,
    ],
    [["--rounds", "0"], 2, /--rounds 0: must be a whole number of at least 1/],
    [["--only", "sklearn"], 3, /--only sklearn matches no work and no peer/],
    [["--only", "simulation", "--json", "rows.json"], 2, /--json writes comparisons with peers/],
    [["--json", "no/such/folder/rows.json"], 2, /--json no\/such\/folder\/rows\.json: its folder does not exist/],
    [["--dataset", "synthetic:rows=200,classes=3"], 2, /3 classes.*use a dataset with two classes/],
  ])("%j is refused with a message", async (args, exitCode, message) => {
    const error = await bench("tokenizing", ...args).catch((thrown) => thrown);
    expect({ exitCode: error.exitCode, message: error.message }).toEqual({
      exitCode,
      message: expect.stringMatching(message),
    });
  });

  test("what is refused ends the process with that code, and the message on stderr", async () => {
    const error = await startedBench("tokenizing", {}, "--rounds", "0").catch((thrown) => thrown);
    expect({ code: error.code, stderr: error.stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/--rounds/) });
  });
});
