import { AggregatorRegistry } from 'prom-client';
import type { Readiness } from './readiness.ts';
import type { GroupAnswers, MemberAnswer } from './service-group.ts';

/** Adds up the metrics of the processes of a group, each as its `aggregator` says, into one Prometheus text. */
export function mergeMetrics(answers: readonly MemberAnswer<GroupAnswers['metrics']>[]): Promise<string> {
  const known = answers.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
  return AggregatorRegistry.aggregate(known).metrics();
}

/** A group is ready when each process of it is: the next connection may come to any of them. */
export function mergeReadiness(answers: readonly MemberAnswer<Readiness>[]): Readiness {
  const checks: Record<string, string> = {};
  const alarms: Record<string, string> = {};
  for (const { member, answer } of answers) {
    if (answer === undefined) checks[member] = 'no answer';
    for (const [name, result] of Object.entries(answer?.checks ?? {})) {
      const before = checks[name] ?? 'ok';
      if (result === 'ok') checks[name] = before;
      else checks[name] = `${before === 'ok' ? '' : `${before}; `}${member}: ${result}`;
    }
    for (const [name, alarm] of Object.entries(answer?.alarms ?? {})) alarms[name] = `${member}: ${alarm}`;
  }
  return {
    ready: answers.every(({ answer }) => answer?.ready),
    checks,
    ...(Object.keys(alarms).length === 0 ? {} : { alarms }),
  };
}
