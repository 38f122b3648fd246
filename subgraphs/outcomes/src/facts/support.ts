import { defineFact, type ReadRows } from './fact.ts';

const columns = {
  kind: 'text',
  programme_kind: 'text',
  title: 'text',
  worker: 'text',
  begins: 'date',
  planned_end: 'date',
  ended_on: 'date',
  met_at_gate: 'boolean',
} as const;

const referral: ReadRows<typeof columns> = (data, event) => [
  {
    id: event.key,
    kind: 'REFERRAL',
    programme_kind: null,
    title: data.text('referral.contract.title'),
    worker: data.text('referral.keyWorker.name'),
    begins: data.day('referral.referredOn'),
    planned_end: null,
    ended_on: data.day('referral.ending.endedOn'),
    met_at_gate: null,
  },
];

const episode: ReadRows<typeof columns> = (data, event) => [
  {
    id: event.key,
    kind: 'EPISODE',
    programme_kind: data.code('episode.programmeKind'),
    title: data.text('episode.programmeName'),
    worker: data.text('episode.mentor.name'),
    begins: data.day('episode.startedOn'),
    planned_end: data.day('episode.endsOn'),
    ended_on: data.day('episode.endedOn'),
    met_at_gate: data.flag('episode.metAtGate'),
  },
];

/** Support by providers: referrals with their key worker now, and episodes of programmes. */
export const support = defineFact({
  table: 'support',
  about: 'person',
  version: 1,
  columns,
  indexes: [],
  events: {
    providers: {
      'intervention.referral.sent': referral,
      'intervention.referral.assigned': referral,
      'intervention.referral.ended': referral,
      'providers.episode.started': episode,
      'providers.episode.stage-moved': episode,
      'providers.episode.ended': episode,
    },
  },
});
