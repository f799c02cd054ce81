import { execFileSync } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bundle } from "../../../../harness/base/bundle/bundle.io.mjs";
import { installedVersions } from "../../../../harness/base/bundle/installed-versions.io.ts";

const installed = join(import.meta.dirname, "..", "..", "..", "..", "node_modules");
let folder: string;
let project: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "pricewar-bundle-")));
  project = await makeProject("project");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function makeProject(name: string): Promise<string> {
  const root = join(folder, name);
  const files = {
    "package.json": '{ "type": "module", "dependencies": { "commander": "*", "esbuild": "*" } }',
    "main.ts": 'import { two } from "./parts/two.ts";\nconst doubled: number = two * 2;\nconsole.log(doubled);\n',
    "parts/two.ts": "export const two = 2;\n",
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  await symlink(installed, join(root, "node_modules"), "dir");
  return root;
}

const VERSIONS = Object.getOwnPropertyDescriptor(process, "versions")!;
const make = (more: object = {}) => bundle({ project, entry: "main.ts", ...more });
const printed = (script: string) => execFileSync(process.execPath, [script], { encoding: "utf8" }).trim();

describe("a bundle", () => {
  test("runs on plain node, and names its sources", async () => {
    const { file, sources } = await make();
    expect(printed(file)).toBe("4");
    expect([...sources].sort()).toEqual(["main.ts", "parts/two.ts"]);
  });

  test("for a browser is one script, with its packages and the markup of Preact", async () => {
    const view =
      'import { render } from "preact";\nexport const Two = () => <b>2</b>;\nrender(<Two />, globalThis as never);\n';
    await writeFile(join(project, "main.ts"), 'import "./view.tsx";\n');
    await writeFile(join(project, "view.tsx"), view);
    const { file, sources } = await make({ forBrowser: true });
    expect(await readdir(dirname(file))).toEqual(["main.js"]);
    const script = await readFile(file, "utf8");
    expect(script).not.toMatch(/\b(import|require)\b\s*[("{]/);
    expect(script.split("\n").length).toBeLessThan(10);
    expect(sources).toContain("view.tsx");
    expect(sources.some((source) => source.includes("preact"))).toBe(true);
  });

  test("is used again while nothing has changed, and made again where its script is gone", async () => {
    const { file } = await make();
    const { ino } = await stat(file);
    expect((await stat((await make()).file)).ino).toBe(ino);
    await rm(dirname(file), { recursive: true });
    expect(printed((await make()).file)).toBe("4");
  });

  test("that is used again is newer than one that is not", async () => {
    const { file } = await make();
    await utimes(dirname(file), new Date(1e12), new Date(1e12));
    await make();
    expect((await stat(dirname(file))).mtimeMs).toBeGreaterThan(Date.now() - 3_600_000);
  });

  test.each([
    ["lost its script", (file: string) => rm(file)],
    ["has half a script", async (file: string) => truncate(file, Math.floor((await stat(file)).size / 2))],
    ["has a script of the same length", async (file: string) => writeFile(file, "0".padEnd((await stat(file)).size))],
  ])("is made again where its folder %s, which is said", async (_, damage) => {
    const said: string[] = [];
    const { file } = await make();
    // What else lies there would keep a folder from taking its name.
    await writeFile(join(dirname(file), "chunk.mjs"), "");
    await damage(file);
    expect(printed((await make({ onDamaged: (line: string) => said.push(line) })).file)).toBe("4");
    expect(await readdir(dirname(file))).toEqual(["main.mjs"]);
    expect(said).toEqual([`${dirname(file)} is damaged: its files are not as they were made; it is made again`]);
  });

  test.each([
    ["empty", () => ""],
    ["cut short", (text: string) => text.slice(0, -9)],
    ["changed in one letter of the id", (text: string) => text.replace(/("id":"\w{20})\w/, "$1x")],
    ["null", () => "null"],
  ])("has the same id after its manifest was %s", async (_, damage) => {
    const before = await make();
    const bundles = dirname(dirname(before.file));
    const [manifest] = (await readdir(bundles)).filter((name) => name.endsWith(".json"));
    const text = await readFile(join(bundles, manifest!), "utf8");
    await writeFile(join(bundles, manifest!), damage(text));
    expect(await make()).toEqual(before);
    expect(await readFile(join(bundles, manifest!), "utf8")).not.toBe(damage(text));
  });

  test("is made again after a change that keeps a file's size and its time of modification", async () => {
    await make();
    const part = join(project, "parts/two.ts");
    const { atime, mtime } = await stat(part);
    await writeFile(part, "export const two = 3;\n");
    await utimes(part, atime, mtime);
    expect(printed((await make()).file)).toBe("6");
  });

  test("a source that was touched and not changed is read once more, and the bundle stays", async () => {
    const before = await make();
    await utimes(join(project, "main.ts"), new Date(1e12), new Date(1e12));
    expect(await make()).toEqual(before);
  });

  test("a source that is gone is an error that names it", async () => {
    await make();
    await rm(join(project, "parts/two.ts"));
    await expect(make()).rejects.toThrow(/two\.ts/);
  });

  test("its id is that of what it does: folder, comments, white space and types do not matter", async () => {
    const { id } = await make();
    project = await makeProject("elsewhere/deeper");
    await writeFile(
      join(project, "main.ts"),
      '/* Why. */ import { two } from "./parts/two.ts";\nconst doubled =\n  two * 2; // twice\nconsole.log(doubled);\n',
    );
    expect((await make()).id).toBe(id);
    await writeFile(join(project, "parts/two.ts"), "export const two = 4;\n");
    expect((await make()).id).not.toBe(id);
  });

  test("knows the folder of a source only where that is asked for", async () => {
    await writeFile(join(project, "parts/two.ts"), "export const two = import.meta.dirname;\n");
    await writeFile(join(project, "main.ts"), 'import { two } from "./parts/two.ts";\nconsole.log(two);\n');
    const { file } = await make();
    expect(printed(file)).toBe(dirname(file));
    expect(printed((await make({ keepsFolders: true })).file)).toBe(join(project, "parts"));
  });

  test("holds the packages that it is to hold", async () => {
    await writeFile(
      join(project, "main.ts"),
      'import { Command } from "commander";\nconsole.log(new Command("made").name());\n',
    );
    const { file } = await make({ inlined: ["commander"] });
    await rm(join(project, "node_modules"));
    expect(printed(file)).toBe("made");
  });
});

describe("a bundle of one file", () => {
  const makeOne = (more: object = {}) => make({ oneFile: true, ...more });

  test("runs modules when they are first needed, and imports packages then", async () => {
    await writeFile(
      join(project, "parts/two.ts"),
      'import "commander";\nconsole.log("read");\nexport const two = 2;\n',
    );
    await writeFile(
      join(project, "main.ts"),
      'console.log("started");\nimport("./parts/two.ts").then(({ two }) => console.log(two));\n',
    );
    const { file } = await makeOne();
    expect(await readdir(dirname(file))).toEqual([
      "main.cjs",
      "main.source.cjs",
      "main.source.v8",
      "main.source.v8.sha256",
    ]);
    expect(printed(file)).toBe("started\nread\n2");
  });

  test.each(["main.source.v8", "main.source.v8.sha256"])(
    "is made again where %s is damaged, which is said",
    async (name) => {
      const said: string[] = [];
      const { file } = await makeOne();
      await writeFile(join(dirname(file), name), "0".padEnd(64));
      expect(printed((await makeOne({ onDamaged: (line: string) => said.push(line) })).file)).toBe("4");
      expect(said).toEqual([`${dirname(file)} is damaged: its files are not as they were made; it is made again`]);
      expect(await makeOne({ onDamaged: (line: string) => said.push(line) })).toMatchObject({ file });
      expect(said).toHaveLength(1);
    },
  );

  test("stays as it is where several processes or versions of Node make it at the same time", async () => {
    const said: string[] = [];
    const onDamaged = (line: string) => said.push(line);
    const made = await Promise.all([makeOne({ onDamaged }), makeOne({ onDamaged }), makeOne({ onDamaged })]);
    const own = process.versions;
    try {
      Object.defineProperty(process, "versions", { ...VERSIONS, value: { ...own, v8: "0.0.0-other" } });
      const other = await makeOne({ onDamaged });
      expect(other.id).toBe(made[0].id);
      expect(other.file).not.toBe(made[0].file);
    } finally {
      Object.defineProperty(process, "versions", VERSIONS);
    }
    expect(await makeOne({ onDamaged })).toMatchObject({ file: made[0].file, id: made[0].id });
    expect(said).toEqual([]);
  });

  test("names its source where an error is thrown", async () => {
    await writeFile(
      join(project, "main.ts"),
      "try { throw new Error(); } catch (error) { console.log(error.stack); }\n",
    );
    const { file } = await makeOne();
    expect(printed(file)).toContain(`${file.replace(/cjs$/, "source.cjs")}:`);
  });

  test("is written in ASCII, and says what its source says", async () => {
    const said = [
      "// é ｜",
      "const tag = ([text]: TemplateStringsArray) => text;",
      'const 名 = "½";',
      "console.log(tag`答案：\\\\😀`, 名, /^[−😀]{2}$/u.test('−😀'), `\\\\－`.length);",
    ];
    await writeFile(join(project, "main.ts"), said.join("\n"));
    const { file } = await makeOne();
    const source = await readFile(file.replace(/cjs$/, "source.cjs"));
    expect(source.every((byte) => byte < 0x80)).toBe(true);
    expect(printed(file)).toBe("答案：\\😀 ½ true 2");
  });

  test("has no backslash before a character whose escape would not mean it", async () => {
    await writeFile(join(project, "main.ts"), "console.log(/\\−/.test('−'));\n");
    await expect(makeOne()).rejects.toThrow("a source has a backslash before −: write it without");
  });

  test("knows its own URL, and finds packages from there", async () => {
    await writeFile(
      join(project, "main.ts"),
      'import { createRequire } from "node:module";\n' +
        'console.log(import.meta.url, createRequire(import.meta.url).resolve("commander") !== "");\n',
    );
    const { file } = await makeOne();
    expect(printed(file)).toBe(`${pathToFileURL(file)} true`);
  });

  test("holds packages under the name by which the project sees them, wherever they are linked from", async () => {
    await writeFile(
      join(project, "main.ts"),
      'import { Command } from "commander";\nconsole.log(new Command("made").name());\n',
    );
    const { file, id, sources } = await makeOne({ inlined: ["commander"] });
    await rm(join(project, "node_modules"));
    expect(printed(file)).toBe("made");
    expect(
      sources.filter((path) => path !== "main.ts").every((path) => path.startsWith("node_modules/commander/")),
    ).toBe(true);
    const text = await readFile(join(project, "main.ts"), "utf8");
    project = await makeProject("elsewhere/deeper");
    await writeFile(join(project, "main.ts"), text);
    expect((await makeOne({ inlined: ["commander"] })).id).toBe(id);
  });
});

describe("a project that cannot be written to", () => {
  beforeEach(async () => {
    // A file in the folder's place keeps the superuser out as well.
    await writeFile(join(project, ".cache"), "");
    vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
    await writeFile(
      join(project, "main.ts"),
      'import { Command } from "commander";\nconsole.log(new Command("found").name());\n',
    );
  });

  test("is bundled into the user's cache, from where its packages are found", async () => {
    const { file } = await make();
    expect(file.startsWith(join(folder, "cache", "pricewar"))).toBe(true);
    expect(printed(file)).toBe("found");
    expect((await make()).file).toBe(file);
  });

  test("finds packages that have moved since", async () => {
    const { file } = await make();
    await rm(join(project, "node_modules"));
    await symlink(installed, join(folder, "node_modules"), "dir");
    expect(printed((await make()).file)).toBe("found");
    expect((await make()).file).toBe(file);
  });

  test("says what to do where there is no such cache either", async () => {
    await writeFile(join(folder, "cache"), "");
    await expect(make()).rejects.toThrow(/neither in .*project\/\.cache nor in .*: set XDG_CACHE_HOME/);
  });
});

test("installed versions are those of all packages within reach, wherever they lie", async () => {
  const root = join(folder, "tree");
  const place = async (path: string, content: object) => {
    await mkdir(join(root, path), { recursive: true });
    await writeFile(join(root, path, "package.json"), JSON.stringify(content));
  };
  await place("app", { name: "app", version: "9.0.0", dependencies: { a: "*", gone: "*" } });
  await place("app/node_modules/a", { name: "a", version: "1.0.0", dependencies: { b: "*", a: "*" } });
  await place("app/node_modules/a/node_modules/b", { name: "b", version: "2.0.0", optionalDependencies: { c: "*" } });
  await place("node_modules/b", { name: "b", version: "3.0.0" });
  await place("node_modules/c", { name: "c", version: "4.0.0" });
  expect(await installedVersions(join(root, "app"))).toEqual(["a@1.0.0", "b@2.0.0", "c@4.0.0"]);
});

test("nothing half-made is left behind", async () => {
  const { file } = await make();
  expect((await readdir(dirname(dirname(file)))).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  expect(await readFile(file, "utf8")).toContain("console.log");
});
