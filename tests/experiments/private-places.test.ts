/** What is written for others says nothing of whose machine it was: no home, no environment variable. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outsideOfGithub, pricewar } from "../fixtures/pricewar.ts";

/** Of the home's path, of variables that a shell has, and of one that no program knows. */
const PRIVATE = ["homeof-ada", "user-ada-42", "secret-4f1c"] as const;

let folder: string;
let home: string;
let elsewhere: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-private-"));
  home = join(folder, PRIVATE[0]);
  elsewhere = join(folder, "elsewhere");
  await mkdir(join(home, "texts"), { recursive: true });
  await mkdir(elsewhere);
  const rows = Array.from({ length: 60 }, (_, row) =>
    row % 2 === 0 ? `the team won ${row},sport` : `shares fell ${row},market`,
  );
  await writeFile(join(home, "texts", "news.csv"), ["text,label", ...rows].join("\n"));
  const price = { usdPerHour: 1, source: "a bill", date: "2026-11-01", region: "here" };
  await writeFile(join(home, "prices.json"), JSON.stringify({ onnx: price }));
  const base = {
    dataset: `csv:${join(home, "texts", "news.csv")}`,
    model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4], pooling: "all" },
    optimizer: { name: "adam", learningRate: 0.05 },
    epochs: 20,
  };
  await writeFile(join(home, "m.json"), JSON.stringify({ name: "m", base, quality: [{ accuracy: true, atLeast: 0 }] }));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** A page with all that its program is given. */
function withPayloads(page: string): string {
  const inflated = [...page.matchAll(/<script type="application\/octet-stream"[^>]*>([A-Za-z0-9+/=]+)<\/script>/g)].map(
    ([, content]) => inflateRawSync(Buffer.from(content!, "base64")).toString("utf8"),
  );
  expect(inflated.length).toBeGreaterThan(5);
  return [page, ...inflated].join("\n");
}

test("a run whose matrix, texts, prices and folder lie below a home", async () => {
  const env = {
    ...outsideOfGithub(),
    ...{ HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: join(home, ".config"), OLDPWD: home },
    ...{ USER: PRIVATE[1], LOGNAME: PRIVATE[1], HOSTNAME: PRIVATE[1] },
    ...{ PRICE_TOKEN: PRIVATE[2], AWS_SECRET_ACCESS_KEY: PRIVATE[2] },
  };
  const command = (...args: string[]) => pricewar(args, { cwd: elsewhere, env });
  const run = join(home, "runs", "m");
  const prices = join(home, "prices.json");
  const ran = await command("run", join(home, "m.json"), "--out", run, "--prices", prices, "--rounds", "1");
  expect(ran).toMatchObject({ status: 0 });
  const written = await command("report", run, "--pricing", prices, "--format", "html,json,csv,markdown");
  expect(written).toMatchObject({ status: 0 });
  const said = await Promise.all(
    ["report.html", "summary.json", "summary.csv", "report.md"].map((name) => readFile(join(run, name), "utf8")),
  );
  const [page = "", ...others] = said;
  for (const text of [withPayloads(page), ...others]) {
    for (const word of PRIVATE) expect(text.match(new RegExp(`.{0,60}${word}.{0,60}`))?.[0]).toBeUndefined();
  }
  // What is said of them has no folder: the texts, and the model to use.
  expect(page).toContain("news.csv");
  expect(page).toContain("npx pricewar predict --model ");
}, 120_000);
