import { describe } from 'vitest';
import { claimsInCustody } from './questions/claims-in-custody.ts';
import { clashesOfOffice } from './questions/clashes-of-office.ts';
import { financeGap } from './questions/finance-gap.ts';
import { freshstartsByTransfer } from './questions/freshstarts-by-transfer.ts';
import { neverStarted } from './questions/never-started.ts';
import { releasedWithNothing } from './questions/released-with-nothing.ts';
import { toldTwice } from './questions/told-twice.ts';

// Questions over several agencies that nobody could answer, asked of a whole hub as the screens ask them, with people whose
// answers can be counted by hand.

describe('whose signing or interview collides with a curfew or with probation', clashesOfOffice);
describe('what was booked for a release whose date moved', freshstartsByTransfer);
describe('which claims ran on for a week after the reception, and what was overpaid', claimsInCustody);
describe('who was released from a short sentence with nothing in place', releasedWithNothing);
describe('how long people waited from the gate to their first money', financeGap);
describe('why referrals never started', neverStarted);
describe('of how many cases the Jobcentre hears, and whether probation hears back', toldTwice);
