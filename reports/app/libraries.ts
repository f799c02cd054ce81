import { inflateSync } from "fflate";
import { bytesOf } from "./bytes-of.ts";
import { nextTask } from "./next-task.ts";
import { parsed } from "./parsed.ts";

let running: Promise<void> | undefined;
let tellRun: () => void = () => {};

/** Vega's libraries stand in the page deflated and run once a chart is to be drawn, so that the page answers its reader before. */
export function drawingLibraries(): Promise<void> {
  running ??= new Promise((resolve) => {
    tellRun = resolve;
    runLibraries();
  });
  return running;
}

/** Each in a task of its own: they take some hundred milliseconds. */
async function runLibraries(): Promise<void> {
  await parsed();
  for (const inert of inertLibraries()) {
    await nextTask();
    // Before a print, they have all run meanwhile.
    if (inert.isConnected) runLibrary(inert);
  }
  tellRun();
}

/** For a print, which waits for no task. */
export function runLibrariesNow(): void {
  for (const inert of inertLibraries()) runLibrary(inert);
  running ??= Promise.resolve();
  tellRun();
}

function inertLibraries(): NodeListOf<HTMLScriptElement> {
  return document.querySelectorAll<HTMLScriptElement>("script.library");
}

function runLibrary(inert: HTMLScriptElement): void {
  const script = document.createElement("script");
  // What browsers have themselves inflates in a later task.
  script.textContent = new TextDecoder().decode(inflateSync(bytesOf(inert.textContent)));
  inert.replaceWith(script);
}
