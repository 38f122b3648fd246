import { hash } from 'node:crypto';
import { type Caller, encodeCaller } from '@throughgate/service';
import { copyJson } from '../../exact-numbers/copy-json.ts';
import type { SubgraphAnswer, SubgraphTransport } from '../../transport/subgraph-transport.ts';

interface Waiter {
  resolve(answer: SubgraphAnswer): void;
  reject(error: unknown): void;
}

/**
 * Lets identical queries that the same caller has in flight to the same subgraph share one request: a person's
 * page opened by many, or one client asking twice. Mutations always travel alone.
 * Each receiver gets an answer of its own, since executors write into what they receive.
 */
export function shareInFlight(inner: SubgraphTransport, onShared: () => void): SubgraphTransport {
  const inFlight = new Map<string, Waiter[]>();
  const callerKeys = new WeakMap<Caller, string>();

  return {
    send(request) {
      if (!request.repeatable) return inner.send(request);
      const key = `${request.subgraph}\n${callerKey(request.caller)}\n${request.body}`;
      const waiters = inFlight.get(key);
      if (waiters) {
        onShared();
        return new Promise((resolve, reject) => waiters.push({ resolve, reject }));
      }
      const others: Waiter[] = [];
      inFlight.set(key, others);
      return inner.send(request).then(
        (answer) => {
          inFlight.delete(key);
          // Copies are made before the first receiver, who gets the original, can change it.
          const { kept: _, ...given } = answer;
          for (const other of others) other.resolve(copyJson(given) as SubgraphAnswer);
          return answer;
        },
        (error: unknown) => {
          inFlight.delete(key);
          for (const other of others) other.reject(error);
          throw error;
        },
      );
    },
  };

  function callerKey(caller: Caller): string {
    let key = callerKeys.get(caller);
    if (key === undefined) {
      // Far shorter than what it stands for, which would be looked through for each request.
      key = hash('sha256', encodeCaller(caller), 'base64url');
      callerKeys.set(caller, key);
    }
    return key;
  }
}
