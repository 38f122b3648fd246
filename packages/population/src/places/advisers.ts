import { staffName } from '../names/staff-name.ts';
import { type Day, dayOf } from '../time/day.ts';
import { type Tenure, type Term, termOn, termsOf } from './term.ts';

/** What an adviser does in a prison. */
export type AdviserFocus = 'BENEFIT_CLOSURE' | 'EMPLOYMENT' | 'BOTH';

/** An Employment and Benefit Adviser in post at a prison. */
export interface Adviser extends Term {
  /** Code at the Jobcentre. */
  readonly code: string;
  /** Name of the person. */
  readonly name: string;
  /** What they do there. */
  readonly focus: AdviserFocus;
}

/** Advisers stay for some years, at Leeds for five or six (DWP research report 784); the means are assumptions. */
const tenure: Tenure = { meanDays: 1_300, vacant: 0.3, meanVacancy: 60 };
const longTenure: Tenure = { meanDays: 2_000, vacant: 0, meanVacancy: 0 };

/** Advisers of a prison by its id; one where it is not named. Usk and Prescoed share six, who come in turn (the report). */
const posts: Readonly<Record<string, number>> = { LEI: 3, CFI: 2, HLI: 2, DMI: 2, UKI: 6, UPI: 6 };

/** The day on which the roles at Cardiff were split (the report says that the review led to it; the day is an assumption). */
const splitAtCardiff = dayOf('2010-11-01');

/** The prison whose advisers come to this one as well. */
const sharedWith: Readonly<Record<string, string>> = { UPI: 'UKI' };

function focusOf(prisonId: string, post: number, day: Day): AdviserFocus {
  if (prisonId !== 'CFI' || day < splitAtCardiff) return 'BOTH';
  return post === 1 ? 'BENEFIT_CLOSURE' : 'EMPLOYMENT';
}

/** Everybody who holds a post at a prison, post by post. */
export function advisersAt(prisonId: string): readonly (readonly Adviser[])[] {
  const home = sharedWith[prisonId] ?? prisonId;
  return Array.from({ length: posts[prisonId] ?? 1 }, (_, index) => {
    const post = `${home}-${index + 1}`;
    return termsOf(`adviser ${post}`, home === 'LEI' ? longTenure : tenure).map((term) => {
      const code = `EBA-${post}-${term.number}`;
      return { ...term, code, name: staffName(code), focus: focusOf(prisonId, index + 1, term.from) };
    });
  });
}

const known = new Map<string, readonly (readonly Adviser[])[]>();

/**
 * The adviser who sees people at a prison on a day; undefined while no post is filled. Of several, they take turns by the
 * week, so that where six share the work nobody is met again for weeks.
 */
export function adviserOn(prisonId: string, day: Day): Adviser | undefined {
  let advisers = known.get(prisonId);
  if (advisers === undefined) {
    advisers = advisersAt(prisonId);
    known.set(prisonId, advisers);
  }
  const inPost = advisers.flatMap((post) => {
    const term = termOn(post, day);
    return term === undefined ? [] : post.filter(({ number }) => number === term.number);
  });
  return inPost[Math.floor(day / 7) % Math.max(inPost.length, 1)];
}
