import type { PersonFile, Stored } from '@throughgate/subgraph-kit';
import type { Claim, ClosureRequest } from '../generated/prisma/client.ts';
import type { JobcentreTables } from './claimant-file.ts';

/**
 * What the Jobcentre's own records say of a person's being in custody on a day, as a clause that a message can end with;
 * `undefined` where they say nothing. They know a reception by a request to close a claim, by a claim that was closed for it or
 * of which only housing costs went on, and a release by entitlement that started, a claim that ran in full again or one that
 * was opened since. A claim that was taken in prison is of somebody who was there. What only other agencies know is not seen.
 */
export async function knownCustody(
  file: PersonFile<JobcentreTables>,
  day: string,
): Promise<string | undefined> {
  const claims = await file.list('Claim');
  const requests = await file.list('ClosureRequest');
  const releases = claims.flatMap(releasesOf);
  const receptions = [
    ...claims.flatMap(receptionsOf),
    ...requests.flatMap((request) => asked(request, claims)),
  ];
  const inPrison = receptions.find(
    ({ on }) => on <= day && !releases.some((release) => release > on && release <= day),
  );
  if (inPrison) return inPrison.evidence;
  const advance = claims.find((claim) => claim.madeAt === 'PRISON' && isAwaitingRelease(claim, day));
  return (
    advance && `a claim was made in prison on ${advance.claimedOn}, in advance of a release that had not come`
  );
}

interface Reception {
  readonly on: string;
  readonly evidence: string;
}

function releasesOf({ entitledFrom, resumedOn }: Stored<Claim>): string[] {
  return [entitledFrom, resumedOn].filter((day) => day !== null);
}

function receptionsOf({ closureReason, effectiveTo, housingCostsFrom }: Stored<Claim>): Reception[] {
  const closed = closureReason === 'PRISON' ? effectiveTo : null;
  return [
    ...(closed === null ? [] : [{ on: closed, evidence: `a claim was closed for prison from ${closed} on` }]),
    ...(housingCostsFrom === null
      ? []
      : [
          {
            on: housingCostsFrom,
            evidence: `only housing costs were due in custody from ${housingCostsFrom} on`,
          },
        ]),
  ];
}

/** A request that was answered without closing the claim says no more that the person is in prison. */
function asked(request: Stored<ClosureRequest>, claims: readonly Stored<Claim>[]): Reception[] {
  const { claimId, receptionOn, requestedOn, answeredOn } = request;
  const claim = claims.find(({ id }) => id === claimId);
  if (answeredOn !== null && claim?.closureReason !== 'PRISON') return [];
  return [
    {
      on: receptionOn,
      evidence: `the Jobcentre asked on ${requestedOn} to close a claim because of the reception into prison on ${receptionOn}`,
    },
  ];
}

function isAwaitingRelease({ claimedOn, entitledFrom, closedOn }: Stored<Claim>, day: string): boolean {
  const end = entitledFrom ?? closedOn;
  return claimedOn <= day && (end === null || day < end);
}
