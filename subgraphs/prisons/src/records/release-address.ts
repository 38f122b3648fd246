import { coded } from '@throughgate/domain';
import { badInput, defineRecord, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { SetReleaseAddressInput } from '../generated/graphql.ts';
import type { ReleaseAddress } from '../generated/prisma/client.ts';
import { bookingNow } from './booking.ts';
import { prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';
import { titles } from './titles.ts';

/** The first part of a postcode: `M4`, `SW1A`. Source: GOV.UK, UK Postcode Address File format (not verified at its source). */
const district = /^[A-Z]{1,2}\d[A-Z\d]?$/;

/**
 * Records where a person is to live after the release from this stay; what was known before is replaced. Raises
 * `NOT_IN_CUSTODY` when there is no stay, and `BAD_USER_INPUT` for a district that has not the form of one, or of a place that
 * is not known.
 */
export async function setReleaseAddress(
  file: PersonFile<PrisonTables>,
  { kind, postcodeDistrict, knownOn }: SetReleaseAddressInput,
): Promise<string> {
  await prisonerOf(file);
  const { id: bookingId } = await bookingNow(file);
  const before = (await file.list('ReleaseAddress')).find((address) => address.bookingId === bookingId);
  const address: Stored<ReleaseAddress> = {
    id: before?.id ?? file.newId,
    prisonerNumber: file.key,
    bookingId,
    kind,
    postcodeDistrict: postcodeDistrict == null ? null : districtInput(postcodeDistrict),
    knownOn,
  };
  if (kind === 'UNKNOWN' && address.postcodeDistrict !== null) {
    throw badInput('postcodeDistrict', '"postcodeDistrict" cannot be given where the place is UNKNOWN.');
  }
  const { prisonerNumber: _, ...state } = address;
  file.record({
    type: 'prisons.release-address.set',
    occurredAt: knownOn,
    rows: { ReleaseAddress: address },
    data: { address: { ...state, kind: coded(titles.releaseAddressKind, kind) } },
  });
  return address.id;
}

function districtInput(given: string): string {
  const text = given.trim().toUpperCase();
  if (district.test(text)) return text;
  throw badInput(
    'postcodeDistrict',
    `"postcodeDistrict" must be the first part of a postcode, for example M4 or SW1A, not "${given}".`,
  );
}

/** Where a person is to live after release, as known last: one record for a stay. */
export const releaseAddress = defineRecord(prisonerFile, {
  table: 'ReleaseAddress',
  key: 'id',
  rowOf: ['bookingId'],
  commands: { setReleaseAddress },
});
