import type { CellNeeds } from "../monthly/demand.ts";
import type { Offering, RentedOffering } from "../monthly/offering.ts";
import type { PriceHistory } from "./price-path.ts";

/** What is on sale and how prices moved: all that a market is made of beside what a run measured. */
export interface MarketSheet {
  readonly offerings: readonly Offering[];
  readonly histories: readonly PriceHistory[];
}

export const EMPTY_SHEET: MarketSheet = { offerings: [], histories: [] };

/** A model that could be sold, as it was measured. JSON keeps all of it, so that the page can ask what the terminal asks. */
export interface Entrant {
  readonly id: string;
  readonly label: string;
  readonly isBaseline: boolean;
  /** Of the test rows, in [0, 1]. */
  readonly accuracy: number;
  readonly needs: CellNeeds;
  /** Of its runs. */
  readonly offering: RentedOffering;
  /** Whether the run's rules of quality let it be the answer. */
  readonly isEligible: boolean;
  /** Whether it comes from outside the matrix. */
  readonly isOutside: boolean;
}

/** A service that answers for money: nobody asked it, so that it has a price and no accuracy. */
export interface HostedReference {
  readonly service: string;
  readonly usdPerMillionTexts: number;
}

/** Who could sell. */
export interface Entrants {
  /** In the order of choice: of several that earn the same, the first is shipped. */
  readonly own: readonly Entrant[];
  /** Classifiers from outside the matrix, which are never the answer. */
  readonly outside: readonly Entrant[];
  readonly hosted: readonly HostedReference[];
}
