/**
 * Columns that dimensions read, with one name and one meaning in all kinds of episodes. A kind takes those that it can fill:
 * `columns: { sex: columns.sex, … }`.
 */
export const columns = {
  sex: { type: 'text', describes: 'Sex as recorded: F, M, NK, NS.' },
  age: { type: 'integer', describes: 'Completed years of age on the day by which the episode is counted.' },
  prison_id: { type: 'text', describes: 'The prison, for example `LEI`.' },
  region_code: { type: 'text', describes: 'Probation region: of the case, or else of the prison.' },
  delivery_unit_code: {
    type: 'text',
    describes: 'Delivery unit of probation that had the case on that day.',
  },
  office_code: { type: 'text', describes: 'Jobcentre office.' },
  benefit_centre_code: { type: 'text', describes: 'Benefit centre that pays the claim.' },
  provider_code: { type: 'text', describes: 'The provider.' },
  contract_reference: { type: 'text', describes: 'The contract, for example `DN535743`.' },
  programme_code: { type: 'text', describes: 'The programme.' },
  sentence_days: { type: 'integer', describes: 'Days of the sentence; null without one.' },
  recall: { type: 'boolean', describes: 'Whether the stay had begun with a recall.' },
  complexity: { type: 'text', describes: 'Complexity of the referral: LOW, MEDIUM, HIGH.' },
  category: { type: 'text', describes: 'Who supervises after release, as `SupervisionCategory`.' },
  transferred_in_last_28_days: {
    type: 'boolean',
    describes: 'Whether the person arrived from another prison in the 28 days before.',
  },
  release_date_moved_after_booking: {
    type: 'boolean',
    describes: 'Whether the release date moved after the interview was booked.',
  },
  booked_by: { type: 'text', describes: 'Who booked the interview.' },
  claim_made_in: {
    type: 'text',
    describes: 'When the claim was made: BEFORE_CUSTODY, IN_CUSTODY, AFTER_RELEASE, or NONE.',
  },
  named_contact: {
    type: 'boolean',
    describes: 'Whether the benefit centre had a named contact for closing claims on that day.',
  },
  co_located: {
    type: 'boolean',
    describes: 'Whether the key worker sat in an office of probation.',
  },
  caseload: {
    type: 'integer',
    describes: 'Referrals that the key worker held on the day of the assignment, this one among them.',
  },
  ending_reason: { type: 'text', describes: 'Why it ended, by its code.' },
  step: { type: 'text', describes: 'How far it had come when it ended.' },
  referral_basis: { type: 'text', describes: 'On what basis the person was referred to the programme.' },
  employment_at_6_weeks: {
    type: 'text',
    describes:
      'How the person stood towards work 42 days after the release: IN_WORK, NOT_IN_WORK, IN_CUSTODY, DIED, REMOVED; null where nobody would know.',
  },
  employment_at_6_months: {
    type: 'text',
    describes: 'The same six calendar months after the release.',
  },
  employment_stage: { type: 'text', describes: 'Stage at which the need was told.' },
} as const;
