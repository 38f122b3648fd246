import { currentPathway } from './current-pathway.ts';
import type { GapRule } from './gap-rule.ts';

/**
 * Released without a bank account (2:708): the prison applied for one and none was opened by the day of release, or it found that
 * help with money was needed and sent no application. Where it recorded neither nobody knows whether the person has an
 * account. Open since the first application, or since the need was recorded.
 */
export const noBankAccount: GapRule = ({ release, person }) => {
  const { released_on } = release;
  const sent = person.bank_application.filter(({ sent_on }) => sent_on !== null && sent_on <= released_on);
  if (sent.some(({ opened_on }) => opened_on !== null && opened_on <= released_on)) return 'closed';
  if (sent.length > 0) {
    return {
      owner: 'prisons',
      openSince: sent.map(({ sent_on }) => sent_on).sort()[0] ?? null,
      evidence: sent.map(({ event_id }) => event_id),
    };
  }
  const need = currentPathway(release, person, 'FINANCE_AND_ID');
  if (need?.isOpen) return { owner: 'prisons', openSince: need.openSince, evidence: need.evidence };
  return need?.isSettled ? 'closed' : 'unknown';
};
