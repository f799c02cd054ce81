import { nextTask } from "./next-task.ts";
import { parsed } from "./parsed.ts";

let running: Promise<void> | undefined;

/** Vega's libraries stand in the page as text and run once a chart is to be drawn, so that the page answers its reader before. */
export function drawingLibraries(): Promise<void> {
  running ??= runLibraries();
  return running;
}

/** Each in a task of its own: they take some hundred milliseconds. */
async function runLibraries(): Promise<void> {
  await parsed();
  for (const inert of document.querySelectorAll("script.library")) {
    await nextTask();
    const script = document.createElement("script");
    script.textContent = inert.textContent;
    inert.replaceWith(script);
  }
}
