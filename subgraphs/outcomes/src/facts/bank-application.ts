import { defineFact, type ReadRows } from './fact.ts';

const columns = { sent_on: 'date', opened_on: 'date', event_id: 'text' } as const;

const application: ReadRows<typeof columns> = (data, event) => {
  const id = data.text('application.id');
  if (id === null) return [];
  return [
    {
      id,
      sent_on: data.day('application.sentOn'),
      opened_on: data.day('application.openedOn'),
      event_id: event.id,
    },
  ];
};

/** Applications for a bank account that a prison sent. */
export const bankApplication = defineFact({
  table: 'bank_application',
  about: 'person',
  version: 1,
  columns,
  indexes: [],
  events: {
    prisons: {
      'prisons.bank-application.sent': application,
      'prisons.bank-application.answered': application,
    },
  },
});
