import { describe, expect, it } from 'vitest';
import { contactOn, contactsIn } from '../src/places/contact-post.ts';
import { profiles } from '../src/profile.ts';
import { simulatePlaces } from '../src/simulate-places.ts';
import { dayOf } from '../src/time/day.ts';

const post = { agency: 'prisons', place: 'prison/LEI', role: 'SINGLE_POINT_OF_CONTACT' } as const;

describe('the places of a population', () => {
  it('are the same for every profile, as far as it goes', () => {
    const whole = simulatePlaces({ profile: 'default' });
    for (const { name, until } of profiles) {
      const steps = simulatePlaces({ profile: name });
      expect(steps).toEqual(whole.slice(0, steps.length));
      expect(steps.every(({ recordedAt }) => recordedAt.slice(0, 10) <= until)).toBe(true);
    }
  });

  it('repeat no key, and record nothing before it happened', () => {
    const steps = simulatePlaces({ profile: 'default' });
    expect(new Set(steps.map(({ input }) => input.idempotencyKey)).size).toBe(steps.length);
    const ahead = steps.filter(({ input, recordedAt }) =>
      ['from', 'to', 'until', 'auditedOn'].some(
        (name) => String(Object.entries(input).find(([key]) => key === name)?.[1] ?? '') > recordedAt,
      ),
    );
    expect(ahead).toEqual([]);
  });

  it('have contacts who change, one at a time, and posts that are vacant for a while', () => {
    const contacts = contactsIn(post);
    expect(contacts.length).toBeGreaterThan(3);
    for (const [position, contact] of contacts.entries()) {
      const next = contacts[position + 1];
      if (next) expect(next.from).toBeGreaterThan(contact.to ?? Number.POSITIVE_INFINITY);
      expect(contactOn(post, contact.from)?.id).toBe(contact.id);
    }
    const days = Array.from({ length: 5_000 }, (_, day) => dayOf('2010-01-01') + day);
    const vacant = days.filter((day) => contactOn(post, day) === undefined).length / days.length;
    expect(vacant).toBeGreaterThan(0);
    expect(vacant).toBeLessThan(0.4);
  });
});
