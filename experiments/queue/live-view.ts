import type { ProgressStream } from "../progress.ts";

/** Lines of progress below the tables. */
const LINES_SHOWN = 8;
const ALTERNATE_SCREEN = "\u001b[?1049h";
const USUAL_SCREEN = "\u001b[?1049l";

/**
 * A screen of its own with the state of the queues, below which the last lines of progress stand. Once it ends, the usual screen is
 * back, with all of those lines.
 */
export class LiveView {
  readonly stream: ProgressStream;
  readonly #terminal: NodeJS.WriteStream;
  readonly #lines: string[] = [];

  constructor(terminal: NodeJS.WriteStream) {
    this.#terminal = terminal;
    this.stream = {
      // Where nothing can be overwritten, progress comes in whole lines.
      isTTY: false,
      columns: terminal.columns,
      cursorTo: () => true,
      clearLine: () => true,
      write: (text) => {
        this.#lines.push(text.trimEnd());
        return true;
      },
    };
    terminal.write(ALTERNATE_SCREEN);
  }

  /** @param state what is safe to print */
  show(state: string): void {
    this.#terminal.cursorTo(0, 0);
    this.#terminal.clearScreenDown();
    this.#terminal.write(`${[state, "", ...this.#lines.slice(-LINES_SHOWN)].join("\n")}\n`);
  }

  end(): void {
    this.#terminal.write(USUAL_SCREEN);
    for (const line of this.#lines.splice(0)) this.#terminal.write(`${line}\n`);
  }
}
