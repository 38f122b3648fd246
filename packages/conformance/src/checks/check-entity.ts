import { askEntities, tell } from '../ask-entities.ts';
import type { Ask } from '../endpoint.ts';
import { type KeyedEntity, mismatch } from '../entity-cases.ts';
import type { Find, Outcome } from '../report.ts';

/** Largest batch of records that is asked for here; latency has a check of its own. */
const largestBatch = 100;

/**
 * Asks for the records of the fixtures by one key: one alone, then all of them with the first one repeated, which must
 * come in the order in which they were asked for.
 */
export async function checkEntity(ask: Ask, find: Find, keyed: KeyedEntity): Promise<Outcome> {
  const { entity, key, cases, selection } = keyed;
  const [first] = cases;
  const about = { coordinate: entity.type, places: [first.place] };

  const alone = await askEntities(ask, entity.type, selection, [first.representation]);
  const wrong =
    alone.errors.length > 0
      ? tell(alone.errors)
      : alone.entities?.length === 1
        ? mismatch(keyed, first, alone.entities[0])
        : `gave ${alone.entities?.length} entries for one`;
  if (wrong !== undefined) {
    return {
      findings: [find('HUB-C062', `${entity.type} by ${key.text}, asked for alone: ${wrong}.`, about)],
    };
  }

  // No palindrome: an answer in reverse order must show.
  const batch = [...cases.slice(0, largestBatch - 2), first, first];
  const answer = await askEntities(
    ask,
    entity.type,
    selection,
    batch.map(({ representation }) => representation),
  );
  const together = `${entity.type} by ${key.text}, ${batch.length} in one request`;
  if (answer.errors.length > 0) {
    return { findings: [find('HUB-C062', `${together}: ${tell(answer.errors)}.`, about)] };
  }
  const entries = answer.entities ?? [];
  if (entries.length !== batch.length) {
    return { findings: [find('HUB-C063', `${together}: ${entries.length} entries came.`, about)] };
  }
  for (const [index, asked] of batch.entries()) {
    const entry = entries[index];
    const reason = mismatch(keyed, asked, entry);
    if (reason === undefined) continue;
    const moved = entry !== null && batch.some((other) => mismatch(keyed, other, entry) === undefined);
    const message = moved
      ? `${together}: entry ${index} is another record that was asked for: ${reason}.`
      : `${together}: entry ${index}: ${reason}.`;
    return {
      findings: [
        find(moved ? 'HUB-C063' : 'HUB-C062', message, { coordinate: entity.type, places: [asked.place] }),
      ],
    };
  }
  const note =
    cases.length > 1 ? `${cases.length} records` : 'one record: name a second to have the order checked';
  return { findings: [], note };
}
