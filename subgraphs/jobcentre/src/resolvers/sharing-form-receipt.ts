import { addDays } from '@throughgate/domain';
import type { SharingFormReceiptResolvers } from '../generated/graphql.ts';

/**
 * Days in which probation is to be told what came of a form: practitioners who heard nothing called it a paper exercise
 * (Department for Work and Pensions, research report 784, section 2.10). That it is 28 of them is the hub's own measure.
 */
const daysForFeedback = 28;

/** A data-sharing form of probation, as it came to the Jobcentre. */
export const SharingFormReceipt: SharingFormReceiptResolvers = {
  feedbackDueOn: ({ receivedOn }) => addDays(receivedOn.toISOString().slice(0, 10), daysForFeedback),
};
