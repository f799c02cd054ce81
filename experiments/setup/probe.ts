/** Probes one backend and prints the answer as JSON: `tsx experiments/setup/probe.ts NAME`, for `setup.ts` to start. */
import { backends } from "../../backends/registry.ts";

const backend = await backends.load(process.argv[2] ?? "");
console.log(JSON.stringify(await backend.probe()));
