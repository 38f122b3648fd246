import type { Projection } from '@throughgate/events';
import { describeFiles } from './describe-files.ts';
import { fileIds } from './file-ids.ts';
import { insertEvents } from './insert-events.ts';
import { createEventReader, journeyAgencies } from './read-event.ts';
import { createReadModel } from './read-model.ts';
import { stateSpells } from './state-spells.ts';

/** The read model behind `Offender`: who is who, what happened, and in which periods. */
export function journeyProjection(): Projection {
  const read = createEventReader();
  return {
    name: 'outcomes',
    agencies: journeyAgencies,
    createGeneration: createReadModel,
    async apply(client, events) {
      const meanings = events.map(read);
      const idOf = await fileIds(client, events);
      await insertEvents(client, meanings, idOf);
      await stateSpells(client, meanings, idOf);
      await describeFiles(client, meanings, idOf);
    },
  };
}
