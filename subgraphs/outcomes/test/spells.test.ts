import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

interface Spell {
  readonly kind: string;
  readonly from: string;
  readonly to: string | null;
}

async function spellsOf(identifier: string, filter: object | null = null): Promise<readonly Spell[]> {
  const { offender } = await outcomes.read<{ offender: { spells: Spell[] } }>(
    `query ($identifier: String!, $filter: SpellFilter) {
      offender(identifier: $identifier) { spells(filter: $filter) { kind from to } } }`,
    { identifier, filter },
  );
  return offender.spells;
}

const received = 'prisoner-offender-search.prisoner.received';
const released = 'prisoner-offender-search.prisoner.released';
const booking = (startedAt: string, endedAt: string | null, id = '7a0c8f5e-2f0b-5a43-8f8a-5b9a8d1e2c22') => ({
  data: { booking: { id, startedAt, endedAt } },
});

describe('a spell', () => {
  it('is open until an event ends it', async () => {
    const prisoner = testFile('prisons', 'A6001AA');
    await outcomes.publish(
      prisoner.describe(),
      prisoner.event(received, booking('2026-01-10T10:00:00.000Z', null)),
    );
    expect(await spellsOf('A6001AA')).toEqual([{ kind: 'CUSTODY', from: '2026-01-10', to: null }]);
    await outcomes.publish(
      prisoner.event(released, booking('2026-01-10T10:00:00.000Z', '2026-02-20T09:00:00.000Z')),
    );
    expect(await spellsOf('A6001AA')).toEqual([{ kind: 'CUSTODY', from: '2026-01-10', to: '2026-02-20' }]);
  });

  it('begins and ends on days in London, where summer midnights come an hour earlier', async () => {
    const prisoner = testFile('prisons', 'A6002AA');
    await outcomes.publish(
      prisoner.describe(),
      prisoner.event(released, booking('2026-06-30T23:30:00.000Z', '2026-12-31T23:30:00.000Z')),
    );
    expect(await spellsOf('A6002AA')).toEqual([{ kind: 'CUSTODY', from: '2026-07-01', to: '2026-12-31' }]);
  });

  it.each([
    ['in batches of their own', 'A6003AA', true],
    ['in one batch', 'A6004AA', false],
  ])('is what the latest version says, also when an older one comes late, %s', async (_name, key, apart) => {
    const prisoner = testFile('prisons', key);
    const late = prisoner.event(received, { version: 2, ...booking('2026-01-10T10:00:00.000Z', null) });
    const latest = prisoner.event(released, {
      version: 3,
      ...booking('2026-01-11T10:00:00.000Z', '2026-02-20T09:00:00.000Z'),
    });
    const described = prisoner.describe({}, { version: 1 });
    if (apart) for (const event of [described, latest, late]) await outcomes.publish(event);
    else await outcomes.publish(described, latest, late);
    expect(await spellsOf(key)).toEqual([{ kind: 'CUSTODY', from: '2026-01-11', to: '2026-02-20' }]);
  });
});

describe('the spells of a person', () => {
  beforeAll(async () => {
    const prisoner = testFile('prisons', 'A6005AA');
    const supervised = testFile('probation', 'X600500');
    const claimant = testFile('jobcentre', 'NC600500A');
    const supported = testFile('providers', 'BC6005ED');
    const secondBooking = 'b1a2c3d4-5e6f-5a7b-8c9d-0e1f2a3b4c33';
    await outcomes.publish(
      supervised.describe({ prisonerNumber: 'A6005AA' }),
      supervised.event('probation.order.started', {
        data: { order: { startDate: '2026-01-01', endDate: '2026-12-31' } },
      }),
      prisoner.describe(),
      prisoner.event(released, booking('2026-02-01T10:00:00.000Z', '2026-03-01T10:00:00.000Z')),
      prisoner.event(received, booking('2026-09-01T10:00:00.000Z', null, secondBooking)),
      claimant.describe({ prisonerNumber: 'A6005AA' }),
      claimant.event('jobcentre.claim.opened', { data: { claim: { openedOn: '2026-03-02' } } }),
      supported.describe({ crn: 'X600500' }, { data: { referral: { referredOn: '2026-04-01' } } }),
      supported.event('providers.outcome.achieved', {
        data: { employment: { from: '2026-06-01' } },
      }),
    );
  });
  const custody = { kind: 'CUSTODY', from: '2026-02-01', to: '2026-03-01' };
  const again = { kind: 'CUSTODY', from: '2026-09-01', to: null };
  const supervision = { kind: 'SUPERVISION', from: '2026-01-01', to: '2026-12-31' };
  const benefit = { kind: 'BENEFIT', from: '2026-03-02', to: null };
  const support = { kind: 'SUPPORT', from: '2026-04-01', to: null };
  const employment = { kind: 'EMPLOYMENT', from: '2026-06-01', to: null };

  it.each([
    ['all, the earliest first', null, [supervision, custody, benefit, support, employment, again]],
    ['not ended before a day', { from: '2026-07-01' }, [supervision, benefit, support, employment, again]],
    ['ended on the day asked for', { from: '2026-03-01', kinds: ['CUSTODY'] }, [custody, again]],
    ['ended the day before', { from: '2026-03-02', kinds: ['CUSTODY'] }, [again]],
    ['begun before a day', { to: '2026-03-02' }, [supervision, custody]],
    ['of some kinds', { kinds: ['CUSTODY', 'BENEFIT'] }, [custody, benefit, again]],
    ['of some agencies', { agencies: ['providers'] }, [support, employment]],
    [
      'of all conditions',
      { from: '2026-02-15', to: '2026-06-01', agencies: ['prisons'], kinds: ['CUSTODY'] },
      [custody],
    ],
    ['of no kind', { kinds: [] }, []],
  ])('can be asked for: %s', async (_name, filter, spells) => {
    expect(await spellsOf('X600500', filter)).toEqual(spells);
  });

  it('are refused for a day that does not exist', async () => {
    const { errors } = await outcomes.ask(
      `query ($from: Date) { offender(identifier: "X600500") { spells(filter: { from: $from }) { id } } }`,
      { from: '2026-02-30' },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
