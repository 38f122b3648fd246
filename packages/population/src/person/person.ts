import type { JobcentreOffice } from '@throughgate/domain';
import type { DeliveryUnit } from '../reference/delivery-units.ts';
import type { Day } from '../time/day.ts';
import type { Identifiers } from './identifiers.ts';

/** A synthetic person, as they are; what an agency knows of them may be less. */
export interface Person {
  /** Place in the population, from 0. */
  readonly index: number;
  /** First name. */
  readonly forename: string;
  /** Family name. */
  readonly surname: string;
  /** Sex as the agencies record it. */
  readonly sex: 'F' | 'M';
  /** Day of birth. */
  readonly born: Day;
  /** The probation delivery unit in whose area the person lives. */
  readonly unit: DeliveryUnit;
  /** The Jobcentre office at which the person claims first. */
  readonly office: JobcentreOffice;
  /** All identifiers that are reserved for the person; agencies use some of them. */
  readonly identifiers: Identifiers;
  /** Which of the identifiers that agencies share each of them has recorded. */
  readonly known: {
    /** Whether the police identifiers are on the probation case and the prison record. */
    readonly pnc: boolean;
    /** Whether the CRO number is on both. */
    readonly cro: boolean;
    /** Whether the probation case has the National Insurance number. */
    readonly nino: boolean;
    /** Whether the Jobcentre's record has the prisoner number, where there is one. */
    readonly prisonerNumberAtJobcentre: boolean;
    /** Whether the Jobcentre wrote the first name in its short form. */
    readonly shortNameAtJobcentre: boolean;
  };
}
