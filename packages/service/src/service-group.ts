import type { Registry } from 'prom-client';
import type { Readiness } from './readiness.ts';

/** What processes of a group tell one another of themselves. */
export interface GroupAnswers {
  readonly readiness: Readiness;
  /** As prom-client has them. */
  readonly metrics: Awaited<ReturnType<Registry['getMetricsAsJSON']>>;
}

/** What processes of a group may be asked. */
export type GroupQuestion = keyof GroupAnswers;

/** What one process of a group answered. */
export interface MemberAnswer<Answer> {
  /** Names the process: `worker 1`. */
  readonly member: string;
  /** `undefined` when it did not answer in time. */
  readonly answer: Answer | undefined;
}

/**
 * Processes that answer at one port: whichever of them takes a connection says how all of them are. That any of it goes
 * to whoever asks one of them is no secret between them: they are one service.
 */
export interface ServiceGroup {
  /** Says how this process answers the others. To be called once, before it listens. */
  join(member: { readonly [Question in GroupQuestion]: () => Promise<GroupAnswers[Question]> }): void;
  /** Asks every process that listens, this one among them. Never rejects. */
  ask<Question extends GroupQuestion>(
    question: Question,
  ): Promise<readonly MemberAnswer<GroupAnswers[Question]>[]>;
}
