import { createContext, runInContext } from "node:vm";
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

/**
 * Draws with the builds that a page has, so that its pictures are what it draws itself. They are scripts for browsers, and run in a context
 * of their own, which has nothing else of Node.
 */
export function svgDrawer({ libraries }: Pick<PageAssets, "libraries">): DrawSvg {
  let draw: ((text: string) => Promise<string>) | null = null;
  return (spec) => {
    draw ??= drawerIn(createContext({ structuredClone }), libraries.slice(0, DRAWING));
    return draw(JSON.stringify(spec));
  };
}

function drawerIn(context: object, libraries: readonly string[]): (text: string) => Promise<string> {
  for (const library of libraries) runInContext(library, context);
  return runInContext(DRAW, context);
}
