import type { Commands } from '@throughgate/subgraph-kit';
import { bookAdviserInterview, recordAdviserInterview } from './adviser-interview.ts';
import type { PrisonTables } from './agency.ts';
import { receivePrisoner, releasePrisoner } from './movement.ts';
import { registerPrisoner } from './prisoner.ts';
import { changeReleaseDates, imposeSentence } from './sentence.ts';

/** What each mutation does to a person's file. */
export const commands = {
  registerPrisoner,
  receivePrisoner,
  releasePrisoner,
  imposeSentence,
  changeReleaseDates,
  bookAdviserInterview,
  recordAdviserInterview,
} satisfies Commands<PrisonTables>;
