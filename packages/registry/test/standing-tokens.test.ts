import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLogger, OperatorError } from '@throughgate/service';
import { describe, expect, it } from 'vitest';
import { startRegistry } from '../src/start-registry.ts';
import { administrator, ensureStandingToken } from '../src/tokens/standing-token.ts';
import { refusal } from './support/refusal.ts';
import { startRegistryForTest } from './support/running-registry.ts';
import { createScratchDirectory } from './support/scratch-directory.ts';

describe('the administrator’s token of a machine', () => {
  it('is made at the first start, for its owner only, and kept by later starts', async () => {
    await using registry = await startRegistryForTest();
    const { adminTokenFile } = registry;
    const secret = readFileSync(adminTokenFile, 'utf8').trim();
    expect(secret).toBe(registry.running.adminToken);
    expect(statSync(adminTokenFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(adminTokenFile))).toEqual(['registry-token']);
    const { items } = await registry.admin.tokens();
    expect(items).toMatchObject([{ name: 'administrator of this machine', can: ['admin'], expiresAt: null }]);

    await registry.restart();
    expect(registry.running.adminToken).toBe(secret);
    expect((await registry.admin.tokens()).items).toHaveLength(1);
  });

  it.each([
    ['was lost', (file: string) => rmSync(file)],
    ['does not fit the database', (file: string) => writeFileSync(file, 'tgr_other\n')],
    ['was readable by others', (file: string) => chmodSync(file, 0o644)],
  ])('is made anew when the file %s, and the one before is void', async (_, harm) => {
    await using registry = await startRegistryForTest();
    const before = registry.running.adminToken;
    harm(registry.adminTokenFile);
    await registry.restart();
    expect(registry.running.adminToken).not.toBe(before);
    expect(readFileSync(registry.adminTokenFile, 'utf8').trim()).toBe(registry.running.adminToken);
    expect(statSync(registry.adminTokenFile).mode & 0o777).toBe(0o600);
    expect((await registry.admin.tokens()).items).toHaveLength(1);
    expect(await refusal(registry.clientOf(before).subgraphs())).toMatchObject({ code: 'HUB-C040' });
  });

  it('is made anew when it was revoked', async () => {
    await using registry = await startRegistryForTest();
    await registry.admin.revokeToken(administrator.id);
    expect(await refusal(registry.admin.tokens())).toMatchObject({ code: 'HUB-C040' });
    await registry.restart();
    expect((await registry.admin.tokens()).items).toHaveLength(1);
  });

  it('is one when several processes start at once', async () => {
    await using registry = await startRegistryForTest();
    rmSync(registry.adminTokenFile);
    const secrets = await Promise.all(
      [1, 2].map(() => ensureStandingToken(registry.pool, administrator, registry.adminTokenFile)),
    );
    expect(new Set(secrets).size).toBe(1);
    expect(await registry.clientOf(secrets[0]).tokens()).toMatchObject({ next: null });
  });

  it('is not replaced by another registry on the same database while this one works', async () => {
    using directory = createScratchDirectory();
    await using registry = await startRegistryForTest();
    const start = () =>
      startRegistry({
        databaseUrl: registry.databaseUrl,
        eventLog: registry.log,
        host: '127.0.0.1',
        port: 0,
        portSetting: 'HUB_PORT',
        adminTokenFile: join(directory.path, 'registry-token'),
        logger: createLogger('fatal'),
      });
    await expect(start()).rejects.toThrow(OperatorError);
    await expect(start()).rejects.toThrow(/Another registry works on this database \(from 127\.0\.0\.1/);
    expect(readdirSync(directory.path)).toEqual([]);
    expect((await registry.admin.tokens()).items).toHaveLength(1);
  });

  it('that cannot be written stops the start and says so', async () => {
    using directory = createScratchDirectory();
    const adminTokenFile = join(directory.path, 'a-directory');
    mkdirSync(join(adminTokenFile, 'with-content'), { recursive: true });
    const start = startRegistryForTest({ adminTokenFile });
    await expect(start).rejects.toThrow(OperatorError);
    await expect(start).rejects.toThrow(`could not be written to ${adminTokenFile}`);
    expect(readdirSync(directory.path)).toEqual(['a-directory']);
  });

  it('has a smaller one beside it, with which the gateway reads and reports only', async () => {
    using directory = createScratchDirectory();
    const gatewayTokenFile = join(directory.path, 'gateway-token');
    await using registry = await startRegistryForTest({ gatewayTokenFile });
    const client = registry.clientOf(readFileSync(gatewayTokenFile, 'utf8').trim());
    await client.subgraphs();
    expect(await refusal(client.tokens())).toMatchObject({ code: 'HUB-C043' });
    expect(await refusal(client.publish({ removed: ['homes'] }))).toMatchObject({ code: 'HUB-C043' });
  });
});
