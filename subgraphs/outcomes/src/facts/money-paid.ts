import { defineFact, type ReadRows } from './fact.ts';
import type { FactData } from './fact-data.ts';

const columns = {
  source: 'text',
  paid_on: 'date',
  amount_pence: 'integer',
  claim_id: 'text',
  /** Of benefit, the first day for which it does not pay. */
  paid_to: 'date',
} as const;

const paid =
  (source: string, record: string, claim: string | null = null): ReadRows<typeof columns> =>
  (data) =>
    row(data, source, `${record}.id`, record, claim);

/** A row where the data say the day of a payment. */
function row(
  data: FactData,
  source: string,
  idPath: string,
  payment: string,
  claim: string | null,
): ReturnType<ReadRows<typeof columns>> {
  const id = data.text(idPath);
  const paidOn = data.day(`${payment}.paidOn`);
  if (id === null || paidOn === null) return [];
  return [
    {
      id: `${source} ${id}`,
      source,
      paid_on: paidOn,
      amount_pence: data.integer(`${payment}.amountPence`) ?? data.integer(`${payment}.awardedPence`),
      claim_id: claim === null ? null : data.text(claim),
      paid_to: data.day(`${payment}.to`),
    },
  ];
}

/** A budgeting advance and a crisis loan are grants by their form only: they are paid back. */
const grant: ReadRows<typeof columns> = (data) =>
  row(data, data.flag('grant.loan') ? 'ADVANCE' : 'GRANT', 'grant.id', 'grant', null);
const firstPayment: ReadRows<typeof columns> = (data) =>
  row(data, 'BENEFIT', 'claim.id', 'claim.firstPayment', 'claim.id');
const firstWage: ReadRows<typeof columns> = (data) =>
  row(data, 'WAGE', 'outcome.id', 'outcome.job.firstWage', null);

/** Money that reached a person: benefit, grants, what is lent in advance of benefit, and first wages. */
export const moneyPaid = defineFact({
  table: 'money_paid',
  about: 'person',
  version: 2,
  columns,
  indexes: [],
  events: {
    jobcentre: {
      'jobcentre.claim.first-payment-made': firstPayment,
      'jobcentre.payment.made': paid('BENEFIT', 'payment', 'payment.claimId'),
      'jobcentre.grant.paid': grant,
      'jobcentre.advance.paid': paid('ADVANCE', 'advance', 'advance.claimId'),
    },
    providers: {
      'providers.outcome.achieved': firstWage,
      'providers.first-wage.paid': firstWage,
      'providers.job.ended': firstWage,
    },
  },
});
