/**
 * Titles of the roles in which an office, a benefit centre or a delivery unit has contacts, by code; more may come. Source:
 * Department for Work and Pensions, research report 784 (2012), by the contacts between prisons, Jobcentres and probation
 * that it found.
 */
export const contactRoles: Readonly<Record<string, string>> = {
  SINGLE_POINT_OF_CONTACT: 'Single point of contact',
  OFFENDER_CHAMPION: 'Offender champion',
  BENEFIT_CLOSURE: 'Benefit closure',
  EMPLOYER_ENGAGEMENT: 'Employer engagement',
  ETE_MANAGER: 'Education, training and employment manager',
  EMPLOYMENT_LIAISON: 'Employment liaison',
  REGIONAL_ENGAGEMENT_MANAGER: 'Regional engagement manager',
  HEAD_OF_LEARNING_AND_SKILLS: 'Head of Learning and Skills',
  LEAD_GOVERNOR: 'Lead governor of the cluster',
  SECONDED_PROBATION: 'Seconded probation staff',
};
