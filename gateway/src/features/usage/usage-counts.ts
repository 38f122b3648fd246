import { randomUUID } from 'node:crypto';
import type { UsageReport } from '@throughgate/registry-client';
import type { OperationShape } from '@throughgate/registry-client/operation-shape';
import { type ClientIdentity, presentable } from './client-of-request.ts';

/** Bounds of what is counted between two reports; the registry takes no larger reports. */
export interface UsageBounds {
  /** @default 2000 */
  readonly shapes?: number;
  /** Pairs of shape and client. @default 20000 */
  readonly uses?: number;
  /** Characters of all shapes together: what a client sends may be long. @default 4194304 */
  readonly characters?: number;
}

/** Counts requests by shape and client, until they are taken for a report. */
export interface UsageCounts {
  /** Counts one request; false when it is beyond the bounds. */
  add(shape: OperationShape, client: ClientIdentity, failed: boolean): boolean;
  /** Takes what was counted so far and begins anew; `undefined` when nothing was. */
  take(): UsageReport | undefined;
}

type Use = UsageReport['uses'][number];

interface CountedShape {
  readonly shape: OperationShape;
  readonly clients: Map<string, Use>;
}

/** Longest shape and longest name that a report may hold, in UTF-16 units. */
const [longestDocument, longestName] = [200_000, 200];

/** Creates empty {@link UsageCounts}. */
export function createUsageCounts(bounds: UsageBounds = {}): UsageCounts {
  const { shapes: maxShapes = 2_000, uses: maxUses = 20_000, characters: maxCharacters = 2 ** 22 } = bounds;
  let counted = new Map<string, CountedShape>();
  let uses = 0;
  let characters = 0;
  let from = new Date();

  return {
    add(shape, client, failed) {
      let known = counted.get(shape.hash);
      if (!known) {
        const length = shape.document.length;
        if (counted.size >= maxShapes || uses >= maxUses) return false;
        if (length > longestDocument || characters + length > maxCharacters) return false;
        if (shape.name !== null && shape.name.length > longestName) return false;
        known = { shape, clients: new Map() };
        counted.set(shape.hash, known);
        characters += length;
      }
      const key = `${client.name}\n${client.version}`;
      let use = known.clients.get(key);
      if (!use) {
        if (uses >= maxUses) return false;
        const { name, version } = presentable(client);
        use = { hash: shape.hash, clientName: name, clientVersion: version, requests: 0, failures: 0 };
        known.clients.set(key, use);
        uses += 1;
      }
      use.requests += 1;
      if (failed) use.failures += 1;
      return true;
    },
    take() {
      if (counted.size === 0) return undefined;
      const taken = [...counted.values()];
      const to = new Date();
      const report: UsageReport = {
        id: randomUUID(),
        from: from.toISOString(),
        to: to.toISOString(),
        shapes: taken.map(({ shape }) => ({ ...shape })),
        uses: taken.flatMap(({ clients }) => [...clients.values()]),
      };
      counted = new Map();
      uses = 0;
      characters = 0;
      from = to;
      return report;
    },
  };
}
