import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** Forms by which people on probation consent that the Jobcentre may know. */
export const sharingForm = defineFact({
  table: 'sharing_form',
  about: 'person',
  version: 1,
  columns: {
    /** Code of the form. */
    form: 'text',
    signed_on: 'date',
    sent_on: 'date',
    withdrawn_on: 'date',
    /** Whether the form carries what restricts the person's hours. */
    restrictions_shared: 'boolean',
    office_code: 'text',
  },
  indexes: [],
  events: {
    probation: {
      'probation.sharing-form.signed': formRow,
      'probation.sharing-form.sent': formRow,
      'probation.sharing-form.withdrawn': formRow,
    },
  },
});

function formRow(data: FactData) {
  const id = data.text('form.id');
  if (id === null) return [];
  return [
    {
      id,
      form: data.code('form.form'),
      signed_on: data.day('form.signedOn'),
      sent_on: data.day('form.sentOn'),
      withdrawn_on: data.day('form.withdrawnOn'),
      restrictions_shared: data.flag('form.restrictionsShared'),
      office_code: data.text('form.recipientOfficeCode'),
    },
  ];
}
