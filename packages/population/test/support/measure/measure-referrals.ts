import { workingDaysUntil } from '../../../src/time/working-day.ts';
import type { ObservedLife } from './read-life.ts';
import { countMean, countShare, type Share } from './share.ts';

/** Figures of referrals for education, training and employment support. Referrals still running are left out of shares. */
export interface ReferralMeasures {
  /** How many were sent. */
  readonly sent: number;
  /** Initial assessments completed within ten working days of the referral, of all completed. */
  readonly assessedInTime: Share;
  /** Referrals that ended without an action plan, so that no support was taken up. */
  readonly noTakeUp: Share;
  /** Of those without take-up, the ones that ended before an assessment. */
  readonly endedBeforeAssessment: Share;
  /** Participants (an action plan was approved) who achieved an outcome. */
  readonly outcome: Share;
  /** The same for women. */
  readonly outcomeOfWomen: Share;
  /** The same for men. */
  readonly outcomeOfMen: Share;
  /** The same by complexity. */
  readonly outcomeByComplexity: Readonly<Record<'LOW' | 'MEDIUM' | 'HIGH', Share>>;
  /** Mean days from the initial assessment to the first outcome. */
  readonly daysToOutcome: number;
  /** Women among people referred, each referral counted. */
  readonly women: Share;
}

/** Counts figures of referrals. */
export function measureReferrals(): { add(life: ObservedLife): void; result(): ReferralMeasures } {
  let sent = 0;
  const inTime = countShare();
  const noTakeUp = countShare();
  const before = countShare();
  const outcome = countShare();
  const ofWomen = countShare();
  const ofMen = countShare();
  const women = countShare();
  const days = countMean();
  const byComplexity = { LOW: countShare(), MEDIUM: countShare(), HIGH: countShare() };
  return {
    add(life) {
      for (const referral of life.referrals) {
        const { on, assessedOn, approvedOn, outcomes, status, complexity } = referral;
        sent++;
        women.add(life.sex === 'F');
        if (assessedOn !== undefined) inTime.add(workingDaysUntil(on, assessedOn) <= 10);
        if (status === undefined) continue;
        noTakeUp.add(approvedOn === undefined);
        if (approvedOn === undefined) {
          before.add(assessedOn === undefined);
          continue;
        }
        const achieved = outcomes.length > 0;
        outcome.add(achieved);
        (life.sex === 'F' ? ofWomen : ofMen).add(achieved);
        if (complexity === 'LOW' || complexity === 'MEDIUM' || complexity === 'HIGH') {
          byComplexity[complexity].add(achieved);
        }
        if (achieved && assessedOn !== undefined)
          days.add(Math.min(...outcomes.map((o) => o.on)) - assessedOn);
      }
    },
    result: () => ({
      sent,
      assessedInTime: inTime.result(),
      noTakeUp: noTakeUp.result(),
      endedBeforeAssessment: before.result(),
      outcome: outcome.result(),
      outcomeOfWomen: ofWomen.result(),
      outcomeOfMen: ofMen.result(),
      outcomeByComplexity: {
        LOW: byComplexity.LOW.result(),
        MEDIUM: byComplexity.MEDIUM.result(),
        HIGH: byComplexity.HIGH.result(),
      },
      daysToOutcome: days.result(),
      women: women.result(),
    }),
  };
}
