import { afterEach, describe, expect, test } from "vitest";
import { usedGpuBytes } from "../../../harness/base/gpu-memory.ts";
import { gpuName, ownGpuBytes } from "../../../harness/base/nvidia-smi.io.ts";
import { fakeNvidiaSmi } from "../../fixtures/nvidia-smi.ts";

const MIB = 1024 ** 2;

describe("nvidia-smi's list of processes", () => {
  test("gives the bytes of the requested process", () => {
    expect(usedGpuBytes("4211, 512\n77, 305\n", 77)).toBe(305 * MIB);
  });

  test("adds up the memory of a process on several GPUs", () => {
    expect(usedGpuBytes("77, 305\n4211, 512\n77, 95\n", 77)).toBe(400 * MIB);
  });

  test.each([
    ["an empty list", ""],
    ["a list of other processes, as in a container that hides ids,", "4211, 512\n"],
    ["a missing number", "77, [N/A]\n"],
    ["a missing number for one of two GPUs", "77, 305\n77, [N/A]\n"],
  ])("%s is not a measurement", (_, csv) => {
    expect(usedGpuBytes(csv, 77)).toBeNull();
  });
});

describe("nvidia-smi on the machine", () => {
  let restore = async () => {};
  afterEach(() => restore());

  test("gives this process's bytes and the GPU's name, with the arguments that the tool supports", async () => {
    restore = await fakeNvidiaSmi(`case "$*" in
      "--query-compute-apps=pid,used_memory --format=csv,noheader,nounits") echo "1, 99"; echo "${process.pid}, 250" ;;
      "--query-gpu=name --format=csv,noheader") echo "NVIDIA Test"; echo "NVIDIA Test" ;;
      *) exit 9 ;;
    esac`);
    expect(await ownGpuBytes()).toBe(250 * MIB);
    expect(await gpuName()).toBe("NVIDIA Test");
  });

  test("if the tool fails, nothing is measured", async () => {
    restore = await fakeNvidiaSmi('echo "NVIDIA-SMI has failed because it could not communicate"; exit 9');
    expect(await ownGpuBytes()).toBeNull();
    expect(await gpuName()).toBeNull();
  });

  test("GPUs with different names give no name", async () => {
    restore = await fakeNvidiaSmi('echo "NVIDIA One"; echo "NVIDIA Two"');
    expect(await gpuName()).toBeNull();
  });

  test("without the tool nothing is measured", async () => {
    const path = process.env.PATH;
    restore = async () => {
      process.env.PATH = path;
    };
    process.env.PATH = "/nowhere";
    expect(await ownGpuBytes()).toBeNull();
  });
});
