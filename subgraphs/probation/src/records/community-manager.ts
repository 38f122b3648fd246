import type { PersonFile, Reader, Stored } from '@throughgate/subgraph-kit';
import {
  createGroupedLoader,
  defineCommands,
  defineRecord,
  filledInput,
  notBefore,
} from '@throughgate/subgraph-kit';
import type { AllocateManagerInput } from '../generated/graphql.ts';
import type { CommunityManager } from '../generated/prisma/client.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { existingDeliveryUnit, supervisedAt } from './delivery-unit.ts';
import { caseOf, probationCase } from './probation-case.ts';

/**
 * Allocates the case to a practitioner, which moves it to the practitioner's delivery unit.
 * Raises `BAD_USER_INPUT` for a unit that does not exist, an empty name or code, or a day before the case was
 * opened or last allocated: who manages a case follows from the last allocation.
 */
export async function allocateManager(
  file: PersonFile<ProbationTables>,
  input: AllocateManagerInput,
): Promise<string> {
  const opened = await caseOf(file);
  notBefore('allocatedOn', input.allocatedOn, opened.openedOn, 'the day the case was opened');
  const previous =
    opened.managerId === null ? undefined : await file.get('CommunityManager', opened.managerId);
  if (previous) {
    notBefore('allocatedOn', input.allocatedOn, previous.allocatedOn, 'the last allocation recorded');
  }
  const manager: Stored<CommunityManager> = {
    id: file.newId,
    crn: file.key,
    code: filledInput('staffCode', input.staffCode),
    name: filledInput('name', input.name),
    deliveryUnitCode: existingDeliveryUnit('deliveryUnitCode', input.deliveryUnitCode),
    allocatedOn: input.allocatedOn,
    to: null,
  };
  const { code, name, deliveryUnitCode, allocatedOn } = manager;
  file.record({
    type: 'person.community.manager.allocated',
    occurredAt: allocatedOn,
    rows: {
      ProbationCase: { ...opened, deliveryUnitCode, managerId: manager.id },
      CommunityManager: previous ? [manager, { ...previous, to: input.allocatedOn }] : manager,
    },
    data: { manager: { code, name, allocatedOn }, ...supervisedAt(deliveryUnitCode) },
  });
  return file.key;
}

/** An allocation of a case to a practitioner; earlier ones stay. */
export const communityManager = defineRecord(caseFile, {
  table: 'CommunityManager',
  key: 'id',
  listOf: { crn: { latestFirst: 'allocatedOn' } },
});

/** The practitioner with a staff code, as allocated last; null when none was ever allocated a case. Prisma has no such query. */
export const managerOfCode: Reader<string, CommunityManager | null> = {
  create: ({ runSql }) =>
    createGroupedLoader<string, CommunityManager | null>({
      groupOf: () => '',
      idOf: (code) => code,
      async read(codes) {
        const rows = await runSql<CommunityManager>(
          `SELECT DISTINCT ON (code) * FROM "CommunityManager" WHERE code = ANY ($1::text[])
           ORDER BY code, "allocatedOn" DESC, "to" DESC, id`,
          codes,
        );
        const byCode = new Map(rows.map((row) => [row.code, row]));
        return (code) => byCode.get(code) ?? null;
      },
    }),
};

/** Allocations answer with the case. */
export const allocations = defineCommands(probationCase, { allocateManager });
