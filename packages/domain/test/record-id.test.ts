import fc from 'fast-check';
import { v5 } from 'uuid';
import { expect, it } from 'vitest';
import { partId, recordId } from '../src/index.ts';

const namespace = v5('throughgate.record', v5.DNS);

it('ids are name-based UUIDs of version 5, as senders compute them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      expect(recordId(one, other)).toBe(v5(`${one}:${other}`, namespace));
      expect(partId(one, other)).toBe(v5(`${one}/${other}`, namespace));
    }),
  );
});
