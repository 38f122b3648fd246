import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hubSubgraphNames } from '@throughgate/contracts';
import { settingDefinitions } from '@throughgate/runtime/settings';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const root = join(import.meta.dirname, '..');
const kubernetes = join(root, 'deploy/kubernetes');
const systemd = join(root, 'deploy/systemd');
const services = [...hubSubgraphNames, 'gateway', 'registry'].sort();
const settings = new Set(Object.values(settingDefinitions).map(({ variable }) => variable as string));

interface Container {
  name: string;
  args: string[];
  env: { name: string; value?: string; valueFrom?: { secretKeyRef?: { name: string; key: string } } }[];
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  securityContext: Record<string, unknown>;
  livenessProbe: Probe;
  readinessProbe: Probe;
}
interface Probe {
  httpGet: { path: string };
}
interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: {
    replicas: number;
    selector: { matchLabels?: Record<string, string> } & Record<string, unknown>;
    template: { metadata: { labels: object }; spec: { containers: Container[]; securityContext: object } };
  };
}

const files = readdirSync(kubernetes).filter((name) => name !== 'kustomization.yaml');
const manifests = files.flatMap((file) =>
  parseAllDocuments(readFileSync(join(kubernetes, file), 'utf8')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Manifest;
  }),
);
const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
const deployments = ofKind('Deployment');

/** Whether a program is installed. */
/** Whether a program is missing where that is no fault: in CI, which installs it, the test goes on and fails. */
const isMissing = (program: string) =>
  process.env['CI'] !== 'true' && spawnSync(program, ['--version']).error !== undefined;

describe('the Kubernetes manifests', () => {
  it('are all named by the kustomization', () => {
    const { resources } = parse(readFileSync(join(kubernetes, 'kustomization.yaml'), 'utf8')) as {
      resources: string[];
    };
    expect([...resources].sort()).toEqual(files.sort());
  });

  it('start each service, with an address, and with a budget where there are several of it', () => {
    const names = (kind: string) =>
      ofKind(kind)
        .map(({ metadata }) => metadata.name)
        .sort();
    expect(names('Deployment')).toEqual(services);
    expect(names('Service')).toEqual(services);
    expect(names('PodDisruptionBudget')).toEqual(
      deployments
        .filter(({ spec }) => spec.replicas > 1)
        .map(({ metadata }) => metadata.name)
        .sort(),
    );
    for (const { spec } of deployments) {
      expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
    }
  });

  it.each(deployments.map((deployment) => [deployment.metadata.name, deployment] as const))(
    '%s runs what it is named for, watched, bounded and without rights',
    (name, { spec }) => {
      const [container, ...others] = spec.template.spec.containers;
      expect(others).toEqual([]);
      expect(container).toMatchObject({
        args: ['start', name],
        livenessProbe: { httpGet: { path: '/health/live' } },
        readinessProbe: { httpGet: { path: '/health/ready' } },
        resources: { requests: { cpu: expect.anything(), memory: expect.anything() } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
      });
      expect(container?.resources.limits['memory']).toBeDefined();
      expect(spec.template.spec.securityContext).toMatchObject({ runAsNonRoot: true });
    },
  );

  it('hold no secret, refer to each, and set nothing that is no setting', () => {
    expect(ofKind('Secret')).toEqual([]);
    const secrets = Object.values(settingDefinitions).flatMap((definition) =>
      'secret' in definition ? [definition.variable as string] : [],
    );
    const variables = deployments.flatMap(({ spec }) =>
      spec.template.spec.containers.flatMap(({ env }) => env),
    );
    for (const { name, value, valueFrom } of variables) {
      expect(settings.has(name), name).toBe(true);
      if (secrets.includes(name)) {
        expect(value, name).toBeUndefined();
        expect(valueFrom?.secretKeyRef?.name, name).toMatch(/^throughgate-/);
      }
    }
    const [configuration] = ofKind('ConfigMap') as unknown as { data: Record<string, string> }[];
    for (const name of Object.keys(configuration?.data ?? {})) {
      expect(settings.has(name), name).toBe(true);
      expect(secrets).not.toContain(name);
    }
  });

  it('give each subgraph its own key, and the service key to the gateway alone', () => {
    const keys = deployments.map(({ metadata, spec }) => [
      metadata.name,
      spec.template.spec.containers.flatMap(({ env }) =>
        env.flatMap(({ name, valueFrom }) =>
          name.endsWith('_KEY') ? [name, valueFrom?.secretKeyRef?.name, valueFrom?.secretKeyRef?.key] : [],
        ),
      ),
    ]);
    expect(Object.fromEntries(keys)).toEqual({
      ...Object.fromEntries(
        hubSubgraphNames.map((name) => [name, ['HUB_SUBGRAPH_KEY', 'throughgate-subgraph-keys', name]]),
      ),
      gateway: ['HUB_SERVICE_KEY', 'throughgate-service-key', 'key'],
      registry: [],
    });
  });

  it('are valid by the schemas of Kubernetes', ({ skip }) => {
    if (isMissing('kubernetes-validate')) return skip('kubernetes-validate, of PyPI, is not installed');
    const paths = files.map((file) => join(kubernetes, file));
    const { status, stdout, stderr } = spawnSync('kubernetes-validate', ['--strict', '--quiet', ...paths], {
      encoding: 'utf8',
    });
    expect(status, stdout + stderr).toBe(0);
  });
});

describe('the systemd units', () => {
  const units = readdirSync(systemd);

  it('start hub, and set nothing that is no setting', () => {
    expect(units).toEqual(['throughgate.service', 'throughgate@.service']);
    for (const unit of units) {
      const text = readFileSync(join(systemd, unit), 'utf8');
      expect(text).toMatch(
        /^ExecStart=\/opt\/throughgate\/node_modules\/.bin\/node packages\/cli\/src\/main.ts (up|start %i)$/m,
      );
      for (const [, name] of text.matchAll(/^Environment=(\w+)=/gm)) expect(settings).toContain(name);
    }
  });

  it.for(units)('%s is what systemd understands', (unit, { skip }) => {
    if (isMissing('systemd-analyze')) return skip('systemd is not installed');
    const place = mkdtempSync(join(tmpdir(), 'throughgate-units-'));
    try {
      // systemd looks whether the program is there.
      const text = readFileSync(join(systemd, unit), 'utf8').replaceAll('/opt/throughgate', root);
      writeFileSync(join(place, unit), text);
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', join(place, unit)], {
        encoding: 'utf8',
      });
      // It warns of words that it does not know, and ends with 0.
      const ours = stderr.split('\n').filter((line) => line.includes(unit));
      expect(ours).toEqual([]);
      expect(status, stderr).toBe(0);
    } finally {
      rmSync(place, { recursive: true });
    }
  });
});
