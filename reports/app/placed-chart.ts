/** A chart on the page. */
export interface PlacedChart {
  readonly place: HTMLElement;
  /** Draws what is chosen, if that is something else than is drawn. */
  draw(): Promise<void>;
}
