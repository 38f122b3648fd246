import { addMonths, type PlainDate } from '../calendar/plain-date.ts';

/** Months for which housing costs may be paid in custody, and the longest stay that may be expected for it. */
const months = 6;

/** First day of the regulations: the Universal Credit Regulations 2013 (SI 2013/376), regulation 1. */
const firstDay = '2013-04-29';

/** What is known when somebody who has Universal Credit goes into prison. */
export interface CustodyStay {
  /** Day of the reception. */
  readonly receivedOn: PlainDate;
  /** Day on which release is expected, early release counted. */
  readonly releaseExpectedOn: PlainDate;
  /** Whether the person claims alone. */
  readonly single: boolean;
  /** Whether the award had housing costs in it immediately before the reception. */
  readonly hadHousingCosts: boolean;
}

/** Until when housing costs may be paid, or why they may not, as a clause that a message can end with. */
export type HousingCostsInCustody =
  | {
      /** First day on which none are due any more, whatever happens. */
      readonly until: PlainDate;
    }
  | { readonly notDue: string };

/**
 * Whether the housing costs of Universal Credit go on in custody, on remand or sentenced, and until when at most. They do for
 * a single person who had them before and is expected to stay six months or less; nothing else is paid meanwhile.
 *
 * Source: GOV.UK, "Benefits and prison: Universal Credit"; Universal Credit Regulations 2013 (SI 2013/376), regulation 19(2)
 * and (3). The wording of the regulation was not verified at its source, but through advisers' accounts of it.
 */
export function housingCostsInCustody(stay: CustodyStay): HousingCostsInCustody {
  const { receivedOn, releaseExpectedOn, single, hadHousingCosts } = stay;
  const until = addMonths(receivedOn, months);
  if (receivedOn < firstDay) return { notDue: `there was no Universal Credit before ${firstDay}` };
  if (!single) return { notDue: 'the person does not claim alone: the partner claims anew' };
  if (!hadHousingCosts) return { notDue: 'the award had no housing costs before the reception' };
  if (releaseExpectedOn > until) {
    return {
      notDue: `the stay is expected to last until ${releaseExpectedOn}, and must not last beyond ${until}, six months`,
    };
  }
  return { until };
}
