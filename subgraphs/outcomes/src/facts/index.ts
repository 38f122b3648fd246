import { createHash } from 'node:crypto';
import { claim } from './claim.ts';
import { claimantOffice } from './claimant-office.ts';
import { closureRequest } from './closure-request.ts';
import { contact } from './contact.ts';
import { engagement } from './engagement.ts';
import type { Fact } from './fact.ts';
import { factTable } from './fact-tables.ts';
import { job } from './job.ts';
import { reception } from './reception.ts';
import { restriction } from './restriction.ts';
import { sharingForm } from './sharing-form.ts';
import { sharingReceipt } from './sharing-receipt.ts';

/** Every fact that the read model keeps. */
export const facts: readonly Fact[] = [
  claim,
  claimantOffice,
  closureRequest,
  contact,
  engagement,
  job,
  reception,
  restriction,
  sharingForm,
  sharingReceipt,
];

/** The statements that create the tables of all facts. */
export const factTables = facts.map(factTable).join('\n\n');

/** Names the form of the facts: it differs where their tables do, the events that state them, or how these are read. */
export const formOfFacts = createHash('sha256')
  .update(
    JSON.stringify([
      factTables,
      facts.map(({ table, version, events }) => [
        table,
        version,
        Object.values(events).flatMap((types) => Object.keys(types)),
      ]),
    ]),
  )
  .digest('hex')
  .slice(0, 16);
