/** A chart on the page. */
export interface PlacedChart {
  readonly place: HTMLElement;
  /** Whether nothing stands for it until it is drawn, so that it is drawn once the browser has nothing else to do. */
  readonly lacksPicture?: boolean;
  /** Whether what stands in the place shows something else than is chosen. */
  isStale(): boolean;
  /**
   * Draws what is chosen, if that is something else than is drawn. Takes no task of its own once Vega's libraries run.
   * @param isAnew draws it in any case: the place has another width
   */
  draw(isAnew: boolean): Promise<void>;
}
