import type { Benefit, ClaimClosureReason } from '@throughgate/contracts';
import type { Random } from '../random.ts';
import { benefitsClaimedOn } from '../reference/benefits.ts';
import type { Day } from '../time/day.ts';

/** A benefit claim. */
export interface ClaimPlan {
  /** Which benefit. */
  readonly benefit: Benefit;
  /** Day it was opened. */
  readonly openedOn: Day;
  /** Whether it was opened before the journey began. */
  readonly before: boolean;
  /** Whether it is the first claim after a release. */
  readonly afterRelease: boolean;
  /** Day it was closed; null while it runs. */
  readonly closedOn: Day | null;
  /** Why it was closed; without meaning while it runs. */
  readonly closureReason: ClaimClosureReason;
}

/** The claims of a person as life goes on: at most one runs at a time. */
export interface ClaimHistory {
  /** Whether a claim runs. */
  claiming(): boolean;
  /** Opens a claim. */
  open(day: Day, about?: { readonly before?: boolean; readonly afterRelease?: boolean }): void;
  /** Closes the claim that runs. */
  close(day: Day, reason: ClaimClosureReason): void;
  /** All claims, in order of time; of the last it may be that it still runs. */
  all(): ClaimPlan[];
}

/** Starts the history of someone who has never claimed. */
export function createClaimHistory(random: Random): ClaimHistory {
  const closed: ClaimPlan[] = [];
  let running: ClaimPlan | null = null;
  return {
    claiming() {
      return running !== null;
    },
    open(day, { before = false, afterRelease = false } = {}) {
      running = {
        benefit: random.weighted(benefitsClaimedOn(day)),
        openedOn: day,
        before,
        afterRelease,
        closedOn: null,
        closureReason: 'WITHDRAWN',
      };
    },
    close(day, closureReason) {
      if (running !== null) closed.push({ ...running, closedOn: day, closureReason });
      running = null;
    },
    all: () => (running === null ? closed : [...closed, running]),
  };
}
