import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** What the Jobcentre received of the forms that probation sent: until then nobody there knows what they say. */
export const sharingReceipt = defineFact({
  table: 'sharing_receipt',
  about: 'person',
  version: 1,
  columns: {
    /** Id of probation's record of the form. */
    form_id: 'text',
    received_on: 'date',
    feedback_on: 'date',
  },
  indexes: [],
  events: {
    jobcentre: {
      'jobcentre.sharing-form.received': receiptRow,
      'jobcentre.sharing-form.feedback-given': receiptRow,
    },
  },
});

function receiptRow(data: FactData) {
  const id = data.text('receipt.id');
  if (id === null) return [];
  return [
    {
      id,
      form_id: data.text('receipt.formId'),
      received_on: data.day('receipt.receivedOn'),
      feedback_on: data.day('receipt.feedbackOn'),
    },
  ];
}
