import type { PlainDate } from '@throughgate/domain';
import type { IdentityDocumentRow } from '../rows.ts';
import type { GapRule } from './gap-rule.ts';

/**
 * Released without a document that shows who one is (2:803): the prison applied for or issued some, and none of them serves. A
 * discharge form B79 without a photograph is no identification, and neither is what was refused where it was shown. Where no
 * document was ever recorded nobody knows what the person has. Open since the first application.
 */
export const noIdentity: GapRule = ({ release: { released_on }, person }) => {
  const known = person.identity_document.filter((document) => (begun(document) ?? '') <= released_on);
  if (known.length === 0) return 'unknown';
  if (known.some((document) => serves(document, released_on))) return 'closed';
  return {
    owner: 'prisons',
    openSince:
      known
        .map(begun)
        .filter((day) => day !== null)
        .sort()[0] ?? null,
    evidence: known.map(({ event_id }) => event_id),
  };
};

function begun({ applied_on, issued_on }: IdentityDocumentRow): PlainDate | null {
  return applied_on ?? issued_on;
}

function serves(document: IdentityDocumentRow, day: PlainDate): boolean {
  const { kind, issued_on, with_photograph, accepted_by_bank, accepted_by_jobcentre } = document;
  if (issued_on === null || issued_on > day) return false;
  if (kind === 'B79_DISCHARGE_FORM' && with_photograph !== true) return false;
  return accepted_by_bank !== false || accepted_by_jobcentre !== false;
}
