import type { GatewayState, PublishResult, RegistryClient } from '@throughgate/registry-client';
import { describe, expect, it } from 'vitest';
import { publishOutcome } from '../src/commands/subgraph/publish-outcome.ts';
import { awaitGateways } from '../src/registry/await-gateways.ts';

const [before, published, later] = ['a', 'b', 'c'].map((digit) => `sha256:${digit.repeat(64)}`) as [
  string,
  string,
  string,
];
const gateway = (serving: string, more: Partial<GatewayState> = {}): GatewayState => ({
  instance: '5a1a1a52-6c4e-4a3c-8f0e-2f3b5d6c7e8f',
  name: 'one, process 1',
  serving,
  isLive: serving === published,
  refused: null,
  since: '2026-11-25T10:00:00.000Z',
  seenAt: '2026-11-25T10:00:00.000Z',
  ...more,
});

/** Waits on a registry that answers each question with the next of these lists, and with the last one from then on. */
async function wait(answers: readonly (readonly GatewayState[])[], seconds: number | false = 30) {
  const told: string[] = [];
  let asked = 0;
  const registry = {
    gateways: async () => {
      asked += 1;
      return { items: answers[Math.min(asked, answers.length) - 1] ?? [], next: null };
    },
  } as unknown as RegistryClient;
  const served = await awaitGateways(registry, published, seconds, (text) => told.push(text));
  const result = {
    published: true,
    unchanged: false,
    supergraphWasUpdated: true,
    supergraph: published,
    publication: { revision: 3, subgraphs: [{ name: 'housing', version: published, previous: before }] },
    check: {
      success: true,
      findings: [],
      changes: [],
      tasks: {},
      base: before,
      milliseconds: 1,
      checkedOperations: 0,
    },
  } as unknown as PublishResult;
  const outcome = publishOutcome(
    { ...result, check: { ...result.check, tasks: tasks() } },
    'housing',
    served,
  );
  return { ...served, asked, told, outcome };
}

function tasks(): PublishResult['check']['tasks'] {
  const task = { status: 'PASSED', errors: 0, warnings: 0 } as const;
  return {
    composition: task,
    operations: task,
    lint: task,
    events: task,
    classification: task,
    authorization: task,
  };
}

describe('after publishing, gateways', () => {
  it('that serve it already are not waited for', async () => {
    const { status, asked, told, outcome } = await wait([[gateway(published)]]);
    expect([status, asked, told, outcome.success]).toEqual(['serving', 1, [], true]);
    expect(outcome.text).toMatch(/\n1 gateway serves it, after 0\.\d s\.\n$/);
  });

  it('are waited for until all serve it, or what is live by then, or are gone', async () => {
    const other = (more: Partial<GatewayState>) => gateway(before, { name: 'other', ...more });
    const { status, asked, told, outcome } = await wait([
      [gateway(before), other({})],
      [gateway(later, { isLive: true }), other({})],
      [gateway(later, { isLive: true })],
    ]);
    expect([status, asked, outcome.success]).toEqual(['serving', 3, true]);
    expect(told).toEqual(['Waiting for 2 gateways to serve it (--no-wait does not wait)\n']);
  });

  it('that do not in time are named, with the exit code of a time-out', async () => {
    const { status, outcome } = await wait([[gateway(before), gateway(published)]], 0);
    expect(status).toBe('late');
    expect(outcome).toMatchObject({ success: false, exitCode: 2, error: { code: 'HUB-C056' } });
    expect(outcome.text).toMatch(/1 of 2 gateways did not serve it yet: one, process 1\.\n$/);
    expect(outcome.data).toMatchObject({
      published: true,
      gateways: { status: 'late', count: 2, missing: [{ name: 'one, process 1', serving: before }] },
    });
  });

  it('that cannot load it are not waited for, and fail it', async () => {
    const { asked, outcome } = await wait([[gateway(before, { refused: published }), gateway(published)]]);
    expect([asked, outcome.success, outcome.exitCode]).toEqual([1, false, 1]);
    expect(outcome.text).toContain('cannot load it');
  });

  it('that there are none of, or that nobody wants to wait for, hold nobody up', async () => {
    const none = await wait([[]]);
    expect([none.status, none.outcome.success]).toEqual(['none', true]);
    expect(none.outcome.text).toMatch(/No gateway reports to the registry, so that none was waited for\.\n$/);
    const unasked = await wait([[gateway(before)]], false);
    expect([unasked.status, unasked.asked, unasked.outcome.success]).toEqual(['not waited', 0, true]);
  });
});
