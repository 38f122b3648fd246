import { defineFact, type ReadRows } from './fact.ts';

const columns = {
  kind: 'text',
  applied_on: 'date',
  issued_on: 'date',
  with_photograph: 'boolean',
  accepted_by_bank: 'boolean',
  accepted_by_jobcentre: 'boolean',
  event_id: 'text',
} as const;

const identity: ReadRows<typeof columns> = (data, event) => {
  const id = data.text('identity.id');
  if (id === null) return [];
  return [
    {
      id,
      kind: data.code('identity.kind'),
      applied_on: data.day('identity.appliedOn'),
      issued_on: data.day('identity.issuedOn'),
      with_photograph: data.flag('identity.withPhotograph'),
      accepted_by_bank: data.flag('identity.acceptedByBank'),
      accepted_by_jobcentre: data.flag('identity.acceptedByJobcentre'),
      event_id: event.id,
    },
  ];
};

/** Documents by which somebody can show who they are, asked for or issued in prison. */
export const identityDocument = defineFact({
  table: 'identity_document',
  about: 'person',
  version: 1,
  columns,
  indexes: [],
  events: { prisons: { 'prisons.identity.applied': identity, 'prisons.identity.issued': identity } },
});
