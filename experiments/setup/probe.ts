/** Probes one backend and prints the result as JSON: `tsx experiments/setup/probe.ts NAME`, which `setup.ts` runs. */
import { backends } from "../../backends/registry.ts";

const backend = await backends.load(process.argv[2] ?? "");
console.log(JSON.stringify(await backend.probe()));
