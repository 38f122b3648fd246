import type { GroupQuestion } from '@throughgate/service';

/** What a worker tells the process that started it. */
export type FromWorker =
  /** It listens. */
  | { readonly kind: 'ready'; readonly url: string }
  /** It wants to know something of all workers. */
  | { readonly kind: 'ask'; readonly id: number; readonly question: GroupQuestion }
  /** Its own answer to a question, by the number that the question came with. */
  | { readonly kind: 'reply'; readonly id: number; readonly answer: unknown }
  /** It wants to do what only one does at a time; it does so once it is told, and says when it is done. */
  | { readonly kind: 'want turn' }
  | { readonly kind: 'end turn' };

/** What a worker is told. */
export type ToWorker =
  /** First of all: a key that all workers of this start share and nobody else has. */
  | { readonly kind: 'welcome'; readonly number: number; readonly sharedKey: string }
  | { readonly kind: 'ask'; readonly id: number; readonly question: GroupQuestion }
  /** What all answered, by the number that it asked with. */
  | { readonly kind: 'answers'; readonly id: number; readonly answers: readonly WorkerAnswer[] }
  | { readonly kind: 'turn' }
  | { readonly kind: 'stop' };

/** What one worker answered; without `answer` it did not in time. */
export interface WorkerAnswer {
  readonly member: string;
  readonly answer?: unknown;
}
