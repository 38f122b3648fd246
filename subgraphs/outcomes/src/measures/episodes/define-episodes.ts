import type { Episode, EpisodeColumns, EpisodeKind } from '@throughgate/measures';
import type pg from 'pg';
import type { FactOfPerson, PersonFacts } from '../../releases/rows.ts';

/** What episodes are worked out from: the read model as it was at one moment. */
export interface DeriveContext {
  /** Reads that all see the same moment. */
  readonly client: Pick<pg.ClientBase, 'query'>;
  /** The people whose episodes are to be worked out, each described by an agency. */
  readonly personIds: readonly string[];
  /** Sex and date of birth of a person, by id. */
  readonly people: ReadonlyMap<string, MeasuredPerson>;
  /** Facts of the people, read once for all kinds that ask. */
  facts(names: readonly FactOfPerson[]): Promise<ReadonlyMap<string, PersonFacts>>;
}

/** What dimensions need of a person. */
export interface MeasuredPerson {
  readonly sex: string | null;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string | null;
}

/** A kind of episodes, with how they are worked out. */
export interface Episodes<Columns extends EpisodeColumns = EpisodeColumns> extends EpisodeKind<Columns> {
  /**
   * All episodes of the people of the context; of a register all that there are. It is called anew when anything of a person changes, so it
   * must give the same rows for the same read model, and nothing that depends on today.
   */
  derive(context: DeriveContext): Promise<readonly Episode<Columns>[]>;
}

/** Declares a kind of episodes. */
export function defineEpisodes<const Columns extends EpisodeColumns>(episodes: Episodes<Columns>): Episodes {
  // Rows are written by their columns' names, which the type of `derive` has checked.
  return episodes as unknown as Episodes;
}
