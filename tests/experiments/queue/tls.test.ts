/** A run over a queue in a Redis that speaks TLS alone, with a certificate that the test signs. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordsIn } from "../../../harness/contract/index.ts";
import { readRunLines } from "../../../harness/contract/run-folder.io.ts";
import { type Certificate, makeAuthority, makeServerCertificate } from "../../fixtures/certificates.ts";
import { pricewar, startPricewar } from "../../fixtures/pricewar.ts";
import { describeWithRedis, RunningRedis } from "../../fixtures/redis.ts";

const PASSWORD = "geheim-2026";
const THREE_CELLS = {
  name: "m",
  base: {
    dataset: "synthetic:rows=120",
    epochs: 1,
    model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4] },
  },
  axes: { quantization: ["float32", "int8", "float16"] },
  baseline: { quantization: "float32" },
};

let place: string;
let authority: Certificate;
let other: Certificate;
let redis: RunningRedis | undefined;
const children: ChildProcess[] = [];

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-tls-"));
  await writeFile(join(place, "m.json"), JSON.stringify(THREE_CELLS));
});
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
  await redis?.remove();
  await rm(place, { recursive: true, force: true });
});

/** @param trusted the authority that the process is told to trust */
function environment(trusted: Certificate | null): NodeJS.ProcessEnv {
  const { PRICEWAR_REDIS_PASSWORD: _, NODE_EXTRA_CA_CERTS: __, ...env } = process.env;
  return trusted === null ? env : { ...env, NODE_EXTRA_CA_CERTS: trusted.file };
}

async function started(): Promise<RunningRedis> {
  authority = makeAuthority(place, "authority");
  other = makeAuthority(place, "other");
  const certificate = makeServerCertificate(place, "server", authority, "IP:127.0.0.1");
  return RunningRedis.startedWithTls(certificate, "--requirepass", PASSWORD);
}

function withPassword(url: string, password: string): string {
  return url.replace("//", `//:${password}@`);
}

/** What Linux shows every user of the machine about a process and those that it started. */
async function shownArguments(pid: number): Promise<string[]> {
  const read = (file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
  const started = (await read(`task/${pid}/children`)).split(" ").filter((id) => id !== "");
  const below = await Promise.all(started.map((id) => shownArguments(Number(id))));
  return [await read("cmdline"), ...below.flat()];
}

describeWithRedis("a queue behind TLS", () => {
  test("runs cells as any other, and shows its password nowhere", async () => {
    redis = await started();
    const url = withPassword(redis.url, PASSWORD);
    await mkdir(join(place, "worker"));
    const env = environment(authority);
    const start = (args: readonly string[], cwd: string) => {
      const child = startPricewar(args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
      children.push(child);
      return { child, said: Promise.all([text(child.stdout!), text(child.stderr!)]).then((parts) => parts.join("")) };
    };
    const worker = start(["worker", "--redis", url, "--backends", "onnx"], join(place, "worker"));
    // From the first line on, its arguments have been replaced.
    await once(worker.child.stderr!, "data");
    const run = start(["run", "m.json", "--redis", url, "--rounds", "1"], place);
    const shown = new Set<string>();
    while (run.child.exitCode === null) {
      for (const line of await shownArguments(worker.child.pid!)) shown.add(line);
      await setTimeout(50);
    }
    expect(run.child.exitCode).toBe(0);
    const records = recordsIn(await readRunLines(join(place, "runs", "m", "records.jsonl")));
    expect(records.map(({ status }) => status)).toEqual(["ok", "ok", "ok"]);
    if (process.platform === "linux") {
      // Its own, and those of its phases.
      expect(shown.size).toBeGreaterThan(1);
      expect([...shown].filter((line) => line.includes(PASSWORD))).toEqual([]);
    }
    worker.child.kill("SIGINT");
    expect(await worker.said).toContain(`waiting for work at ${redis.url}, for onnx`);
    for (const { said } of [worker, run]) expect(await said).not.toContain(PASSWORD);
    for (const file of await readdir(join(place, "runs", "m"), { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const name = join(file.parentPath, file.name);
      expect(await readFile(name, "latin1"), name).not.toContain(PASSWORD);
    }
  });

  test("what keeps it from being used is said with the way out, and without the password", async () => {
    const { url, port } = redis!;
    const refusal = async (trusted: Certificate | null, from: string, password = PASSWORD) => {
      const args = ["worker", "--redis", withPassword(from, password), "--backends", "onnx"];
      const ended = await pricewar(args, { cwd: join(place, "worker"), env: environment(trusted) });
      expect(ended.stderr + ended.stdout).not.toContain(password);
      expect(ended.status).toBe(2);
      return ended.stderr.trimEnd().split("\n").at(-1);
    };
    const untrusted =
      /its certificate is of an authority that is not trusted here \([A-Z_]+\); name a file .*NODE_EXTRA_CA_CERTS$/;
    expect(await refusal(null, url)).toMatch(untrusted);
    expect(await refusal(other, url)).toMatch(untrusted);
    expect(await refusal(authority, url, "wrong-2026")).toBe(
      `${url}: refuses the password or has none given; set PRICEWAR_REDIS_PASSWORD, or write it into the URL`,
    );
    expect(await refusal(authority, url.replace("127.0.0.1", "localhost"))).toMatch(
      /^rediss:\/\/localhost:\d+: its certificate cannot be accepted \(ERR_TLS_CERT_ALTNAME_INVALID: .*\); name the host that it is for, or renew it$/,
    );
    expect(await refusal(authority, `redis://127.0.0.1:${port}`)).toMatch(
      /: ends each connection \(.*\); name the port of a Redis, and write rediss:\/\/ where it asks for TLS$/,
    );
    const plain = await RunningRedis.started();
    try {
      expect(await refusal(authority, plain.url.replace("redis:", "rediss:"))).toMatch(
        /: does not answer with TLS \(ETIMEDOUT\); start a Redis there, name its TLS port, or write redis:\/\/ where it has none$/,
      );
    } finally {
      await plain.remove();
    }
  });
});
