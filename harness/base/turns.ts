/**
 * Lets several that get ready side by side go on one after another, in order: none does before all are ready, so that no
 * preparation goes on beside what one of them does in its turn.
 */
export class Turns {
  readonly #ready: readonly Gate[];
  readonly #ended: readonly Gate[];

  constructor(count: number) {
    this.#ready = Array.from({ length: count }, openableGate);
    this.#ended = Array.from({ length: count }, openableGate);
  }

  /** Says that one is ready. Resolves when all are, and those before it have ended. */
  async turnOf(index: number): Promise<void> {
    this.#ready[index]!.open();
    await Promise.all(this.#ready.map(({ opened }) => opened));
    await Promise.all(this.#ended.slice(0, index).map(({ opened }) => opened));
  }

  /** Says that one is through with its turn, or will not take it. */
  end(index: number): void {
    this.#ready[index]!.open();
    this.#ended[index]!.open();
  }
}

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function openableGate(): Gate {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
