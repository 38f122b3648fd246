import { LRUCache } from 'lru-cache';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/**
 * Where oidc-provider keeps sign-ins that are under way, codes and grants: in memory, and the oldest go first. Sessions it keeps
 * none, so that each sign-in asks anew: to be somebody else for once is what the development issuer is for. Access tokens are
 * nowhere: what they say is in themselves. What its own adapter for that does besides, nothing here asks for.
 */
export function memoryAdapter(): AdapterFactory {
  const kept = new LRUCache<string, AdapterPayload>({ max: 1_000 });
  return (model): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`;
    const members = (grantId: string) => `members:${grantId}`;
    return {
      async upsert(id, payload, expiresIn) {
        if (model === 'Session') return;
        const options = expiresIn === undefined ? {} : { ttl: (expiresIn + 15) * 1_000 };
        kept.set(keyOf(id), payload, options);
        if (payload.grantId !== undefined && model !== 'Grant') {
          const known = (kept.get(members(payload.grantId))?.['keys'] ?? []) as string[];
          kept.set(members(payload.grantId), { keys: [...known, keyOf(id)] }, options);
        }
      },
      async find(id) {
        return kept.get(keyOf(id));
      },
      async findByUid() {
        return undefined;
      },
      async findByUserCode() {
        return undefined;
      },
      async consume(id) {
        const payload = kept.get(keyOf(id));
        if (payload) payload['consumed'] = Math.floor(Date.now() / 1_000);
      },
      async destroy(id) {
        kept.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const key of (kept.get(members(grantId))?.['keys'] ?? []) as string[]) kept.delete(key);
        kept.delete(members(grantId));
      },
    };
  };
}
