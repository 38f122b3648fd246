import type { GraphQLError } from 'graphql';
import type { Deferral } from '../response/completion.ts';
import type { ShapedResponse } from '../response/response-shape.ts';
import type { CompiledOperation } from './compiled-operation.ts';
import type { DeferredRun } from './deferred-run.ts';
import type { DeferredPart, ExecutionAnswer, PendingPart } from './executor.ts';
import type { HeldErrors } from './held-errors.ts';

/** What was shaped, with an error for each null that nothing else explains. */
export interface ExplainedResponse extends Omit<ShapedResponse, 'violations'> {
  readonly errors: readonly GraphQLError[];
}

/** What {@link deferredParts} needs. */
export interface DeferredPartsOptions extends Pick<CompiledOperation, 'labels' | 'unauthorizedLater'> {
  readonly running: DeferredRun;
  /** What is to come of the answer so far. */
  readonly deferrals: readonly Deferral[];
  /** Errors of what was fetched already, at places that are to come. */
  readonly held: HeldErrors;
  /** Shapes what was deferred of one object. */
  later(deferral: Deferral): ExplainedResponse;
}

/**
 * Gives what was deferred as it comes: all that is there at a time at once, and what a fragment defers in turn after it.
 */
export function deferredParts(options: DeferredPartsOptions): NonNullable<ExecutionAnswer['deferred']> {
  const { running, labels, held, later } = options;
  const unauthorized = new Map(options.unauthorizedLater);
  const stopped = Promise.withResolvers<void>();
  let ended = false;
  /** Objects that wait, by the name of the fragment. */
  const waiting = new Map<string, Deferral[]>();
  const arrived = new Set<string>();
  wait(options.deferrals);
  const batches = produce();
  return {
    next: () => batches.next(),
    async return() {
      // Not the generator's own, which waits for what it waits for.
      ended = true;
      running.stop();
      stopped.resolve();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };

  async function* produce(): AsyncGenerator<readonly DeferredPart[], undefined> {
    while (waiting.size > 0 && !ended) {
      await somethingToArrive();
      if (ended) return;
      const batch: DeferredPart[] = [];
      // What a fragment that is there defers in turn may be there, too.
      for (let found = takeArrived(); found; found = takeArrived()) batch.push(...complete(...found));
      const last = batch.pop();
      if (last) batch.push(waiting.size === 0 ? withErrors(last, held.takeAll()) : last);
      yield batch;
    }
  }

  async function somethingToArrive(): Promise<void> {
    const pending = [...waiting.keys()].map(async (name) => {
      await running.parts.get(name)?.done;
      arrived.add(name);
    });
    await Promise.race([stopped.promise, ...pending]);
  }

  function wait(deferrals: readonly Deferral[]): void {
    for (const deferral of deferrals) {
      const others = waiting.get(deferral.name);
      if (others) others.push(deferral);
      else waiting.set(deferral.name, [deferral]);
    }
  }

  function takeArrived(): [string, readonly Deferral[]] | undefined {
    for (const [name, deferrals] of waiting) {
      // Of one for which nothing is fetched all is there.
      if (running.parts.has(name) && !arrived.has(name)) continue;
      waiting.delete(name);
      return [name, deferrals];
    }
    return undefined;
  }

  /** Completes the objects that waited for a fragment. */
  function complete(name: string, deferrals: readonly Deferral[]): DeferredPart[] {
    const own = running.parts.get(name)?.run.errors ?? [];
    held.add(own);
    const parts = deferrals.map((deferral) => {
      const { path } = deferral;
      const { data, errors, deferrals: further } = later(deferral);
      wait(further);
      const place = pendingPart(deferral, labels);
      const pending = further.map((one) => pendingPart(one, labels));
      const part: DeferredPart = { ...place, data, ...(pending.length > 0 ? { pending } : {}) };
      return withErrors(part, [...held.take(data, path), ...errors]);
    });
    const [first, ...others] = parts;
    if (!first) return parts;
    // What tells of all objects at once: what is withheld, and errors of a list or without a place.
    const ofAll = [...(unauthorized.get(name) ?? []), ...held.takeThese(own)];
    unauthorized.delete(name);
    return [withErrors(first, ofAll), ...others];
  }
}

/** The place that a deferred fragment completes, as a client knows it. */
export function pendingPart({ name, path }: Deferral, labels: DeferredPartsOptions['labels']): PendingPart {
  const label = labels.get(name);
  return label === undefined ? { path } : { path, label };
}

function withErrors(part: DeferredPart, errors: readonly GraphQLError[]): DeferredPart {
  return errors.length === 0 ? part : { ...part, errors: [...(part.errors ?? []), ...errors] };
}
