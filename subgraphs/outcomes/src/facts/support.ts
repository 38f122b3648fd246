import { defineFact, type FactRow } from './fact.ts';
import type { FactData } from './fact-data.ts';

const columns = {
  /** `REFERRAL`, `ASSIGNMENT` of one to a key worker, or `EPISODE` of a programme. */
  kind: 'text',
  /** Reference number of the referral or the episode. */
  reference_number: 'text',
  programme_kind: 'text',
  /** Title of the contract, or name of the programme. */
  title: 'text',
  /** Name of the key worker or mentor. */
  worker: 'text',
  begins: 'date',
  planned_end: 'date',
  ended_on: 'date',
  met_at_gate: 'boolean',
} as const;

type Row = FactRow<typeof columns>;

/** Support by providers: referrals with their key workers, and episodes of programmes. */
export const support = defineFact({
  table: 'support',
  about: 'person',
  version: 2,
  columns,
  indexes: [],
  events: {
    providers: {
      'intervention.referral.sent': referral,
      'intervention.referral.assigned': referral,
      'intervention.referral.ended': referral,
      'providers.referral.sent': referral,
      'providers.referral.assigned': referral,
      'providers.referral.ended': referral,
      'providers.assignment.ended': assignment,
      'providers.episode.started': episode,
      'providers.episode.release-set': episode,
      'providers.episode.stage-moved': episode,
      'providers.episode.ended': episode,
    },
  },
});

function referral(data: FactData, event: { readonly key: string }): readonly Row[] {
  const row = {
    id: event.key,
    kind: 'REFERRAL',
    reference_number: event.key,
    programme_kind: null,
    title: data.text('referral.contract.title'),
    worker: data.text('referral.keyWorker.name'),
    begins: data.day('referral.referredOn'),
    planned_end: null,
    ended_on: data.day('referral.ending.endedOn'),
    met_at_gate: null,
  };
  return [row, ...assignment(data, event)];
}

function assignment(data: FactData, { key }: { readonly key: string }): readonly Row[] {
  const id = data.text('assignment.id');
  if (id === null) return [];
  return [
    {
      id,
      kind: 'ASSIGNMENT',
      reference_number: key,
      programme_kind: null,
      title: null,
      worker: data.text('assignment.keyWorkerName'),
      begins: data.day('assignment.from'),
      planned_end: null,
      ended_on: data.day('assignment.to'),
      met_at_gate: null,
    },
  ];
}

function episode(data: FactData, { key }: { readonly key: string }): readonly Row[] {
  return [
    {
      id: key,
      kind: 'EPISODE',
      reference_number: key,
      programme_kind: data.code('episode.programmeKind'),
      title: data.text('episode.programmeName'),
      worker: data.text('episode.mentor.name'),
      begins: data.day('episode.startedOn'),
      planned_end: data.day('episode.endsOn'),
      ended_on: data.day('episode.endedOn'),
      met_at_gate: data.flag('episode.metAtGate'),
    },
  ];
}
