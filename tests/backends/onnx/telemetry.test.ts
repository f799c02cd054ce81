import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { PROJECT } from "../../fixtures/pricewar.ts";

/** Opens a session, with the backend loaded where the argument says so. */
const SCRIPT = `
const { InferenceSession } = await import("onnxruntime-node");
if (process.argv[1] === "backend") await import("./backends/onnx.ts");
const { encodeModel, graphProto, nodeProto, valueInfo } = await import("./harness/base/onnx/proto.ts");
const nodes = [nodeProto("Identity", ["x"], ["y"])];
const [inputs, outputs] = ["x", "y"].map((name) => [valueInfo(name, "float32", [1])]);
await InferenceSession.create(encodeModel(graphProto({ name: "identity", nodes, inputs, outputs })));
`;

/** Files that a process leaves in a home and a temporary folder of its own, outside of CI, where ONNX Runtime sends nothing by itself. */
async function leftBy(way: "package" | "backend"): Promise<string[]> {
  const place = await mkdtemp(join(tmpdir(), "pricewar-telemetry-"));
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  const [home, temporary] = [join(place, "home"), join(place, "tmp")];
  await mkdir(home);
  await mkdir(temporary);
  const { CI: _, ORT_DISABLE_TELEMETRY: __, XDG_CACHE_HOME: ___, ...env } = process.env;
  await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", SCRIPT, way],
    // Whatever it would send goes nowhere.
    { cwd: PROJECT, env: { ...env, HOME: home, TMPDIR: temporary, https_proxy: "http://127.0.0.1:9" } },
  );
  const files = await readdir(place, { recursive: true, withFileTypes: true });
  return files.filter((file) => file.isFile() && !file.parentPath.includes("tsx")).map(({ name }) => name);
}

test("ONNX Runtime keeps no record of the models that the backend opens, and sends none", async () => {
  expect(await leftBy("backend")).toEqual([]);
});

test.runIf(process.platform === "linux")("by itself it does, or the setting has no use any more", async () => {
  expect(await leftBy("package")).toContain("deviceid");
});
