import { type Random, randomFrom } from '../random.ts';
import { type Day, dayOf } from '../time/day.ts';

/** A time for which somebody holds a post. */
export interface Term {
  /** Which of the post's, from 1. */
  readonly number: number;
  /** First day. */
  readonly from: Day;
  /** Last day; null when it goes on after the end of all populations. */
  readonly to: Day | null;
}

/** How long people hold a post, and how long it is vacant between them. Days. */
export interface Tenure {
  /** Mean time in post; nobody stays for less than a tenth of it. */
  readonly meanDays: number;
  /** Share of changes at which nobody follows at once. */
  readonly vacant: number;
  /** Mean days of such a vacancy. */
  readonly meanVacancy: number;
}

/** Times of which populations tell. Between them nobody is recorded, and no place either. */
const eras = [
  { from: dayOf('2009-11-02'), to: dayOf('2012-03-31') },
  { from: dayOf('2020-01-06'), to: dayOf('2026-10-31') },
] as const;

const [{ from: first }, { to: last }] = eras;

const known = new Map<string, readonly Term[]>();

/** Who holds a post when: the same for the same post in every population. */
export function termsOf(post: string, tenure: Tenure): readonly Term[] {
  let terms = known.get(post);
  if (terms === undefined) {
    terms = drawTerms(randomFrom('post', post), tenure);
    known.set(post, terms);
  }
  return terms;
}

function drawTerms(random: Random, { meanDays, vacant, meanVacancy }: Tenure): Term[] {
  const terms: Term[] = [];
  // Whoever is there when the records begin has been in post for some time already.
  let from = first - Math.round(random.float() * meanDays);
  for (let number = 1; from <= last; number++) {
    const to = from + Math.round(meanDays * 0.1 + random.exponential(meanDays * 0.9));
    if (eras.some((era) => from <= era.to && era.from <= to))
      terms.push({ number, from, to: to >= last ? null : to });
    from = to + 1 + (random.chance(vacant) ? Math.round(random.exponential(meanVacancy)) : 0);
  }
  return terms;
}

/** Whose term it is on a day; undefined while the post is vacant. */
export function termOn(terms: readonly Term[], day: Day): Term | undefined {
  return terms.find((term) => term.from <= day && (term.to === null || day <= term.to));
}
