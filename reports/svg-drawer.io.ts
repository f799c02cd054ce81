import { Worker } from "node:worker_threads";
import type { DrawSvg } from "./charts/picture.ts";
import type { PageAssets } from "./libraries.io.ts";

/** Of the libraries, vega and vega-lite; the third embeds charts in a document. */
const DRAWING = 2;

/** Run beside the libraries: what it is given and what it gives are texts, so that no value of theirs is in two worlds. */
const DRAW = `async (text) => {
  const view = new vega.View(vega.parse(vegaLite.compile(JSON.parse(text)).spec), { renderer: "none" });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}`;

/** JavaScript, since it has no file of its own in a bundle: the libraries in a context that has nothing else of Node, and a drawing for each message. */
const SCRIPT = `
const { createContext, runInContext } = require("node:vm");
const { parentPort, workerData } = require("node:worker_threads");
const context = createContext({ structuredClone });
for (const library of workerData) runInContext(library, context);
const draw = runInContext(${JSON.stringify(DRAW)}, context);
parentPort.on("message", ({ id, spec }) => {
  draw(spec).then(
    (svg) => parentPort.postMessage({ id, svg }),
    (error) => parentPort.postMessage({ id, problem: String(error) }),
  );
});
`;

/** Of the thread. */
type Drawn = { readonly id: number } & ({ readonly svg: string } | { readonly problem: string });

/**
 * Draws with the builds that a page has, so that its pictures are what it draws itself. They are scripts for browsers, and run in a thread of
 * their own while the rest of a report is made.
 */
export class SvgDrawer {
  readonly #libraries: readonly string[];
  #thread: DrawingThread | null = null;

  constructor({ libraries }: Pick<PageAssets, "libraries">) {
    this.#libraries = libraries.slice(0, DRAWING);
  }

  /** Loads the libraries, which takes a few tenths of a second, while the caller does something else. */
  begin(): void {
    this.#started();
  }

  readonly draw: DrawSvg = (spec) => this.#started().draw(JSON.stringify(spec));

  #started(): DrawingThread {
    if (this.#thread === null || this.#thread.hasEnded) this.#thread = new DrawingThread(this.#libraries);
    return this.#thread;
  }
}

interface Waiting {
  readonly resolve: (svg: string) => void;
  readonly reject: (error: Error) => void;
}

/** Milliseconds without a picture after which the thread ends, and all that the libraries hold with it. */
const IDLE_MS = 1000;

class DrawingThread {
  readonly #thread: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #idle: NodeJS.Timeout | undefined;
  hasEnded = false;

  constructor(libraries: readonly string[]) {
    this.#thread = new Worker(SCRIPT, { eval: true, workerData: libraries });
    this.#thread.on("message", (drawn: Drawn) => this.#settle(drawn));
    this.#thread.once("error", (error) => this.#fail(`stopped: ${error.message}`));
    this.#thread.once("exit", (code) => this.#fail(`ended with code ${code}`));
    // As long as nothing is asked for, it keeps no process alive.
    this.#thread.unref();
  }

  draw(spec: string): Promise<string> {
    this.#last += 1;
    clearTimeout(this.#idle);
    this.#thread.ref();
    this.#thread.postMessage({ id: this.#last, spec });
    return new Promise((resolve, reject) => this.#waiting.set(this.#last, { resolve, reject }));
  }

  #settle(drawn: Drawn): void {
    const waiting = this.#waiting.get(drawn.id);
    // It was given up with the thread.
    if (waiting === undefined) return;
    this.#waiting.delete(drawn.id);
    if ("svg" in drawn) waiting.resolve(drawn.svg);
    else waiting.reject(new Error(`a chart cannot be drawn: ${drawn.problem}`));
    if (this.#waiting.size > 0) return;
    this.#thread.unref();
    this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
  }

  #end(): void {
    this.hasEnded = true;
    void this.#thread.terminate();
  }

  #fail(reason: string): void {
    this.hasEnded = true;
    for (const { reject } of this.#waiting.values()) reject(new Error(`the thread that draws charts ${reason}`));
    this.#waiting.clear();
  }
}
