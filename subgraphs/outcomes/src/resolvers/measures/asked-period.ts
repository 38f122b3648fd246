import type { PlainDate } from '@throughgate/domain';
import type { Maybe } from '../../generated/graphql.ts';

/** What every question to measures has, as the graph gives it. */
interface Arguments {
  readonly version?: Maybe<number>;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly asOf?: Maybe<string>;
}

/** Version, period and as-of moment of a question, as the engine takes them. */
export function askedPeriod({ version, from, to, asOf }: Arguments) {
  return { version: version ?? undefined, from, to, asOf: asOf == null ? undefined : new Date(asOf) };
}
