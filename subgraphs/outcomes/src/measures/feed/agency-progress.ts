import { hubAgencyNames } from '@throughgate/contracts';
import { type TopicProgress, topicOf } from '@throughgate/events';
import type { Completeness } from '@throughgate/measures';

/** How far the events of an agency were in the store at a release tick. */
export interface AgencyProgress {
  /** When it recorded the latest of them, ISO 8601; null where there is none. */
  readonly upTo: string | null;
  /** Events of its topic that were still to come. */
  readonly behind: number;
  /** Whether it had told nothing for so long that it has probably stopped telling. */
  readonly silent: boolean;
}

/**
 * Milliseconds without an event, while others tell, after which an agency counts as silent: four weeks. Even one with a few referrals a month
 * tells something in that time, Christmas included. That events are late shows sooner, in `behind`.
 */
const silence = 28 * 86_400_000;

/** How far each agency is. */
export function agencyProgress(
  recorded: Readonly<Record<string, string>>,
  topics: ReadonlyMap<string, TopicProgress>,
): Readonly<Record<string, AgencyProgress>> {
  const moments = Object.values(recorded).map((moment) => Date.parse(moment));
  const latest = Math.max(...moments);
  return Object.fromEntries(
    [...new Set([...hubAgencyNames, ...Object.keys(recorded)])].map((agency) => {
      const upTo = recorded[agency] ?? null;
      return [
        agency,
        {
          upTo,
          behind: Number(topics.get(topicOf(agency))?.behind ?? 0n),
          silent: upTo === null || latest - Date.parse(upTo) > silence,
        },
      ];
    }),
  );
}

/** Completeness of an answer that rests on the events of some agencies. */
export function completenessOf(
  progress: Readonly<Record<string, AgencyProgress>>,
  agencies: readonly string[],
): Completeness {
  const told = agencies.map((agency) => {
    const { upTo, behind, silent } = progress[agency] ?? { upTo: null, behind: 0, silent: true };
    return { agency, upTo: upTo === null ? null : new Date(upTo), behind, silent };
  });
  const whole = told.filter(({ behind, silent }) => behind === 0 && !silent);
  return { value: told.length === 0 ? 1 : whole.length / told.length, agencies: told };
}
