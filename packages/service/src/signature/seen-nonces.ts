/** Milliseconds of one slot: how much is forgotten at once. */
const slotLength = 10_000;

/** The nonces of requests that were answered, for as long as such a request could be sent again. */
export interface SeenNonces {
  /**
   * Notes a nonce. Returns whether the request may be answered: not when the nonce was seen before, and not when the request is
   * of a time of which nonces were forgotten, since then nobody knows.
   *
   * @param time when the request was signed, in milliseconds
   * @param now the verifier's clock, in milliseconds
   */
  take(nonce: string, time: number, now: number): boolean;
  /** How many are remembered. */
  readonly size: number;
}

/**
 * Creates an empty memory of nonces. It forgets what is older than the tolerance, and before its time what is oldest when there
 * are too many: older requests are then refused, never answered twice.
 *
 * @param tolerance milliseconds by which the clocks may differ
 * @param most how many are remembered. @default 500000: about 40 MB, and 8,000 requests a second for a minute
 */
export function createSeenNonces(tolerance: number, most = 500_000): SeenNonces {
  const slots = new Map<number, Set<string>>();
  let size = 0;
  /** Of what was signed before then nothing is remembered. */
  let forgottenUntil = Number.NEGATIVE_INFINITY;
  let nextLook = Number.NEGATIVE_INFINITY;

  function forget(slot: number): void {
    size -= slots.get(slot)?.size ?? 0;
    slots.delete(slot);
    forgottenUntil = Math.max(forgottenUntil, (slot + 1) * slotLength);
  }

  return {
    get size() {
      return size;
    },
    take(nonce, time, now) {
      if (now >= nextLook) {
        nextLook = now + slotLength;
        for (const slot of slots.keys()) {
          if ((slot + 1) * slotLength + tolerance <= now) forget(slot);
        }
      }
      if (time < forgottenUntil) return false;
      const slot = Math.floor(time / slotLength);
      let seen = slots.get(slot);
      if (seen === undefined) {
        seen = new Set();
        slots.set(slot, seen);
      }
      if (seen.has(nonce)) return false;
      seen.add(nonce);
      size += 1;
      if (size > most) forget(Math.min(...slots.keys()));
      return true;
    },
  };
}
