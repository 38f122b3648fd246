import { coded } from '@throughgate/domain';
import { badInput, defineCommands, notBefore, type PersonFile } from '@throughgate/subgraph-kit';
import type { Achievement, SubmitEndOfServiceReportInput } from '../generated/graphql.ts';
import type { Referral } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { referral, referralOf } from './referral.ts';
import type { ProviderTables } from './referral-file.ts';
import { desiredOutcomeState } from './referral-state.ts';
import { titles } from './titles.ts';

/** How far a desired outcome was achieved, as the referral's row holds it. */
interface ReportedOutcome {
  readonly desiredOutcomeId: string;
  readonly achieved: Achievement;
}

/**
 * Submits the provider's report on a referral. Raises `ACTION_PLAN_NOT_APPROVED` where nothing was delivered,
 * `REPORT_SUBMITTED` for a second one, and `BAD_USER_INPUT` for a day before the action plan and outcomes that are not those
 * of the referral, each once.
 */
export async function submitEndOfServiceReport(
  file: PersonFile<ProviderTables>,
  { submittedOn, outcomes }: SubmitEndOfServiceReportInput,
): Promise<string> {
  const referral = await referralOf(file);
  const { actionPlanApprovedOn, reportSubmittedOn, desiredOutcomes } = referral;
  if (actionPlanApprovedOn === null) {
    throw conflict(
      'ACTION_PLAN_NOT_APPROVED',
      `A report tells of delivery, which follows the approval of the action plan, which ${file.key} lacks.`,
    );
  }
  if (reportSubmittedOn !== null) {
    throw conflict('REPORT_SUBMITTED', `The report on ${file.key} was submitted on ${reportSubmittedOn}.`);
  }
  notBefore('submittedOn', submittedOn, actionPlanApprovedOn, 'the approval of the action plan');
  const given = outcomes.map(({ desiredOutcomeId }) => desiredOutcomeId);
  if ([...given].sort().join() !== [...desiredOutcomes].sort().join()) {
    throw badInput(
      'outcomes',
      `"outcomes" must have each desired outcome of the referral once: ${desiredOutcomes.join(', ') || 'none'}.`,
    );
  }
  const reported: ReportedOutcome[] = outcomes.map(({ desiredOutcomeId, achieved }) => ({
    desiredOutcomeId,
    achieved,
  }));
  file.record({
    type: 'providers.end-of-service-report.submitted',
    occurredAt: submittedOn,
    rows: {
      Referral: {
        ...referral,
        reportSubmittedOn: submittedOn,
        reportOutcomes: reported.map((outcome) => ({ ...outcome })),
      },
    },
    data: {
      report: {
        submittedOn,
        outcomes: reported.map(({ desiredOutcomeId, achieved }) => ({
          desiredOutcome: desiredOutcomeState(desiredOutcomeId),
          achieved: coded(titles.achievement, achieved),
        })),
      },
    },
  });
  return file.key;
}

/** How far outcomes were achieved; only {@link submitEndOfServiceReport} writes the column. */
export function reportedOutcomes({ reportOutcomes }: Pick<Referral, 'reportOutcomes'>): ReportedOutcome[] {
  return reportOutcomes as unknown as ReportedOutcome[];
}

/** Reports answer with the referral. */
export const reports = defineCommands(referral, { submitEndOfServiceReport });
