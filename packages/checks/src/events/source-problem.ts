import { createFinding, type ErrorCode, type Finding, type Place } from '@throughgate/registry-client';

/** Thrown while event sources are read, where going on makes no sense; becomes a finding. */
export class SourceProblem extends Error {
  override readonly name = 'SourceProblem';
  readonly code: ErrorCode;
  readonly place: Place;

  /** `detail` says what is wrong and what is expected; `place` is where to mend it. */
  constructor(code: ErrorCode, detail: string, place: Place) {
    super(detail);
    this.code = code;
    this.place = place;
  }
}

/** Does `read`; a problem in the sources becomes a finding in `findings`, and nothing is returned. */
export function orFinding<Result>(findings: Finding[], read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SourceProblem)) throw error;
    findings.push(findingOf(error));
    return undefined;
  }
}

/** The finding that tells of a problem. */
export function findingOf({ code, message, place }: SourceProblem): Finding {
  return createFinding(code, { message, subgraph: place.subgraph, places: [place] });
}
