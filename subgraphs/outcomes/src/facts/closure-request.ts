import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** Requests to benefit centres to close the claims of people who were received into prison. */
export const closureRequest = defineFact({
  table: 'closure_request',
  about: 'person',
  version: 1,
  columns: {
    claim_id: 'text',
    reception_on: 'date',
    requested_on: 'date',
    answered_on: 'date',
    contact_id: 'text',
  },
  indexes: [],
  events: {
    jobcentre: {
      'jobcentre.claim.closure-requested': requestRow,
      'jobcentre.claim.closure-answered': requestRow,
    },
  },
});

function requestRow(data: FactData) {
  const id = data.text('request.id');
  if (id === null) return [];
  return [
    {
      id,
      claim_id: data.text('request.claimId'),
      reception_on: data.day('request.receptionOn'),
      requested_on: data.day('request.requestedOn'),
      answered_on: data.day('request.answeredOn'),
      contact_id: data.text('request.contactId'),
    },
  ];
}
