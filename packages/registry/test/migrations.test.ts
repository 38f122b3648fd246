import { join } from 'node:path';
import { schemaDifference } from '@throughgate/database/schema-difference';
import { testPostgresUrl } from '@throughgate/testkit';
import { expect, it } from 'vitest';

it("the registry's migrations lead to what its schema says", async () => {
  const prisma = join(import.meta.dirname, '../prisma');
  const difference = await schemaDifference({
    adminUrl: testPostgresUrl(),
    schemaPath: join(prisma, 'schema.prisma'),
    migrationsDirectory: join(prisma, 'migrations'),
  });
  expect(difference).toBe('');
});
