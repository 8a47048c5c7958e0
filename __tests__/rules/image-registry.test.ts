import * as fs from 'fs';
import * as path from 'path';
import { ImageAnswer } from '../../manifest/registry/client';
import { ImageConfig } from '../../manifest/registry/registry-image';
import { check } from '../../rules/check/check';
import { RegistryImages } from '../../rules/model/registry-images';

const DIGEST = `sha256:${'a'.repeat(64)}`;

const image = (isIndex: boolean, ...platforms: string[]): ImageAnswer => ({
  image: {
    digest: DIGEST,
    isIndex,
    platforms: platforms.map((one) => {
      const [os, architecture] = one.split('/');
      return { os, architecture };
    }),
  },
});

const IMAGES = new RegistryImages(
  new Map<string, ImageAnswer>([
    ['docker.io/library/both:1', image(true, 'linux/amd64', 'linux/arm64')],
    ['docker.io/library/amd:1', image(true, 'linux/amd64')],
    ['docker.io/library/single:1', image(false, 'linux/amd64')],
    ['docker.io/library/arm32:1', image(true, 'linux/arm')],
    ['docker.io/library/artifact:1', image(false)],
    ['docker.io/library/both:2', { missing: 'tag' }],
    ['docker.io/library/none:1', { missing: 'repository' }],
    ['docker.io/library/down:1', { unavailable: 'the answer has the status 500.' }],
  ]),
);

const findings = (container: object, spec: object = {}, images: RegistryImages | undefined = IMAGES) =>
  check(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { ...spec, containers: [{ name: 'web', ...container }] },
    },
    { version: '1.37', withAdvice: true, images },
  )
    .filter(({ rule }) => /image/.test(rule))
    .map(({ rule, severity, path, what, fix }) => `${severity} ${rule} ${path}: ${what} ${fix}`);

const arch = (architecture: string, os?: string) => ({
  nodeSelector: { 'kubernetes.io/arch': architecture, ...(os === undefined ? {} : { 'kubernetes.io/os': os }) },
});

test('an image that does not exist is an error', () => {
  expect(findings({ image: 'both:2' })).toEqual([
    'error runtime/image-missing spec.containers[0].image: "both:2": the registry does not have this version. ' +
      'Write a tag or digest that the registry has.',
  ]);
  expect(findings({ image: 'none:1' })).toEqual([
    'error runtime/image-missing spec.containers[0].image: "none:1": the registry does not have this repository. ' +
      'Correct the name, or push the image.',
  ]);
});

test('the nodes may have an image that does not exist', () => {
  expect(findings({ image: 'both:2', imagePullPolicy: 'IfNotPresent' })).toEqual([
    expect.stringMatching(/^warning runtime\/image-missing/),
  ]);
  expect(findings({ image: 'both:2', imagePullPolicy: 'Never' })).toEqual([]);
});

test('an image with a tag has a digest to pin', () => {
  expect(findings({ image: 'both:1' })).toEqual([
    `advice advice/image-digest spec.containers[0].image: "both:1" has no digest. Write "both:1@${DIGEST}".`,
  ]);
});

test.each([
  ['no registry was asked', 'both:2', {}, new RegistryImages(new Map())],
  ['the registry did not answer', 'down:1', arch('arm64'), IMAGES],
  ['it has a digest', `both:1@${DIGEST}`, {}, IMAGES],
])('an image has no finding if %s', (_name, name, spec, images) => {
  expect(findings({ image: name }, spec, images)).toEqual([]);
});

test('without the option, the rules do not run', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } };
  const spec = { containers: [{ name: 'web', image: 'both:2' }] };
  const rules = check({ ...pod, spec }, { version: '1.37', withAdvice: true }).map(({ rule }) => rule);
  expect(rules.filter((rule) => /image/.test(rule))).toEqual([]);
});

/** An image with this configuration. */
const configured = (config: Partial<ImageConfig>): ImageAnswer => ({
  image: {
    digest: DIGEST,
    isIndex: false,
    platforms: [],
    config: { user: '', entrypoint: [], command: [], workingDir: '', ports: [], volumes: [], ...config },
  },
});

describe('what a registry answers has precedence over the table of known images', () => {
  const images = new RegistryImages(
    new Map<string, ImageAnswer>([
      ['docker.io/library/nginx:101', configured({ user: '101' })],
      ['docker.io/library/nginx:down', { unavailable: 'no.' }],
      ['docker.io/library/nginx:shell', configured({ command: ['bash'] })],
      ['docker.io/library/redis:6', configured({ entrypoint: ['docker-entrypoint.sh'], command: ['redis-server'] })],
      ['docker.io/library/busybox:serves', configured({ command: ['/app/serve'] })],
      ['docker.io/shop/web:1', configured({ user: 'web' })],
      ['docker.io/shop/root:1', configured({ user: '' })],
      ['docker.io/shop/shell:1', configured({ command: ['/usr/bin/python3.12'] })],
      ['docker.io/shop/echo:1', configured({ entrypoint: ['/bin/sh', '-c'], command: ['echo hello'] })],
      ['docker.io/shop/wait:1', configured({ entrypoint: ['tini', '--', 'tail', '-f', '/dev/null'] })],
      ['docker.io/shop/proxy:1', configured({ entrypoint: ['/usr/local/bin/envoy'], command: ['-c', '/envoy.yaml'] })],
      ['docker.io/shop/ports:1', configured({ ports: ['8080/tcp', '1-2/tcp'] })],
      ['docker.io/shop/ports:2', configured({ ports: ['8080'] })],
      ['docker.io/shop/run:1', configured({ entrypoint: ['./serve'], workingDir: '/srv/app' })],
    ]),
  );
  const found = (spec: object): string[] =>
    check(
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec },
      { version: '1.37', images, podSecurity: { level: 'restricted', version: 'latest' } },
    ).map(({ severity, rule, path, what, fix }) => `${severity} ${rule} ${path}: ${what} ${fix}`);
  const about = (rule: string, spec: object): string[] => found(spec).filter((text) => text.includes(` ${rule} `));
  const one = (name: string, fields: object = {}): object => ({
    containers: [{ name: 'web', image: name, ...fields }],
  });

  test('no rule reads the table', () => {
    const folder = path.join(__dirname, '../../rules');
    const readers = fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(
        (file) =>
          file.endsWith('.ts') && /known-images'|knownImage\b/.test(fs.readFileSync(path.join(folder, file), 'utf8')),
      );
    expect(readers.map((file) => path.basename(file)).sort()).toEqual([
      'container-image.ts',
      'container-model.ts',
      'images.ts',
    ]);
  });

  test('the user', () => {
    const refused = (name: string): string[] =>
      about('runtime/non-root-image', one(name, { securityContext: { runAsNonRoot: true } }));
    expect(refused('nginx:101')).toEqual([]);
    expect(refused('shop/web:1')).toEqual([expect.stringMatching(/^error .* user of shop\/web:1 is the name "web"/)]);
    expect(refused('shop/root:1')).toEqual([expect.stringMatching(/^error .* user of shop\/root:1 is root/)]);
    expect(refused('nginx:1')).toEqual([expect.stringMatching(/^warning .* user of nginx is root/)]);
    expect(refused('nginx:down')).toEqual([expect.stringMatching(/^warning .* user of nginx is root/)]);
  });

  test('the user, in the fix of the Pod Security Standards', () => {
    const hint = (name: string): string => about('pod-security/run-as-non-root', one(name))[0];
    expect(hint('nginx:1')).toContain('The user of nginx is root');
    expect(hint('nginx:101')).not.toContain('The user of');
    expect(hint('shop/web:1')).toContain('The user of shop/web:1 is the name "web", so also set `runAsUser`');
  });

  test('the user, who reads the files of a Secret', () => {
    const volumes = [{ name: 'v', secret: { secretName: 's', defaultMode: 0o400 } }];
    const reads = (name: string): string[] =>
      about('runtime/volume-mode', {
        ...one(name, { volumeMounts: [{ name: 'v', mountPath: '/secret' }] }),
        volumes,
      });
    expect(reads('nginx:101')).toHaveLength(1);
    expect(reads('grafana/grafana:12.0.0')).toHaveLength(1);
    expect([...reads('nginx:1'), ...reads('shop/root:1'), ...reads('shop/other:1')]).toEqual([]);
  });

  test('a command that ends', () => {
    const restarts = (name: string, fields?: object): string[] => about('runtime/restarts-for-ever', one(name, fields));
    const ends = /^error .* without a command, the image ".*" ends at once/;
    expect(restarts('shop/shell:1')).toEqual([expect.stringMatching(ends)]);
    expect(restarts('shop/echo:1')).toEqual([expect.stringMatching(ends)]);
    expect(restarts('nginx:shell', { ports: [{ containerPort: 80 }] })).toEqual([expect.stringMatching(ends)]);
    expect(restarts('shop/echo:1', { args: ['ls'] })).toEqual([expect.stringMatching(/^error .*args: .* its command/)]);
    expect(restarts('shop/shell:1', { stdin: true })).toEqual([]);
    expect(restarts('shop/wait:1')).toEqual([]);
    expect(restarts('shop/web:1')).toEqual([]);
    expect(restarts('busybox:serves')).toEqual([]);
    const sidecar = { name: 'b', image: 'shop/echo:1', restartPolicy: 'Always' };
    expect(about('runtime/sidecar-ends', { ...one('shop/web:1'), initContainers: [sidecar] })).toHaveLength(1);
  });

  test('a command that does not end', () => {
    const step = (name: string, args?: string[]): string[] =>
      about('runtime/init-never-ends', { ...one('shop/web:1'), initContainers: [{ name: 'b', image: name, args }] });
    expect(step('shop/wait:1')).toEqual([expect.stringMatching(/^error .* its command has "tail -f"/)]);
    expect(step('shop/proxy:1')).toEqual([expect.stringMatching(/^error .* envoy runs until it is stopped/)]);
    expect(step('shop/echo:1', ['sleep infinity'])).toEqual([expect.stringMatching(/^error .* "sleep infinity"/)]);
    expect(step('nginx:shell')).toEqual([]);
    const keeps = (name: string): string[] =>
      about('runtime/sidecar-keeps-job', {
        restartPolicy: 'Never',
        containers: [
          { name: 'job', image: 'shop/web:1' },
          { name: 'b', image: name },
        ],
      });
    expect([...keeps('shop/wait:1'), ...keeps('shop/proxy:1')]).toHaveLength(2);
    expect([...keeps('shop/echo:1'), ...keeps('nginx:shell')]).toEqual([]);
  });

  test('the folder of the program', () => {
    const hidden = (name: string, mountPath: string, fields: object = {}, more: object[] = []): string[] =>
      about('runtime/mount-over-image', {
        ...one(name, { volumeMounts: [{ name: 'v', mountPath }, ...more], ...fields }),
        volumes: [{ name: 'v' }, { name: 'w', configMap: { name: 'w' } }],
      });
    expect(hidden('busybox:serves', '/app')).toEqual([
      expect.stringMatching(/^error .* hides the programs .* in \/app/),
    ]);
    expect(hidden('shop/run:1', '/srv/')).toHaveLength(1);
    expect(hidden('shop/run:1', '/srv', { workingDir: '/opt' })).toEqual([]);
    expect(hidden('shop/run:1', '/srv', { command: ['/opt/run'] })).toEqual([]);
    expect(hidden('shop/other:1', '/opt', { command: ['/opt/run'] })).toHaveLength(1);
    expect(hidden('busybox:serves', '/app', {}, [{ name: 'w', mountPath: '/app/serve', subPath: 'serve' }])).toEqual(
      [],
    );
    expect(hidden('busybox:serves', '/apps')).toEqual([]);
    expect(hidden('nats:2', '/nats-server')).toEqual([]);
    expect(hidden('prom/prometheus', '/bin')).toEqual([expect.stringMatching(/^warning /)]);
  });

  test('the ports, which are only declared', () => {
    const clashes = (...containers: object[]): string[] => about('runtime/port-clash', { containers });
    const web = { name: 'a', image: 'shop/ports:1' };
    const other = { name: 'b', image: 'shop/ports:2' };
    expect(clashes(web, other)).toEqual([
      expect.stringMatching(
        /^advice .*containers\[1\]\.image: 8080\/TCP, which the image shop\/ports:2 declares, is already bound by container "a"/,
      ),
    ]);
    expect(clashes(web, { name: 'b', image: 'shop/x:1', ports: [{ containerPort: 8080 }] })).toHaveLength(1);
    expect(clashes(web, { ...other, args: ['--port=81'] })).toEqual([]);
    expect(clashes(web, { ...other, ports: [{ containerPort: 81 }] })).toEqual([]);
    expect(clashes(web, { ...other, env: [{ name: 'PORT', value: '81' }] })).toEqual([]);
    const servers = [
      { name: 'a', image: 'nginx:1' },
      { name: 'b', image: 'httpd:2' },
    ];
    expect(clashes(...servers)).toEqual([expect.stringMatching(/^error .* 80\/TCP/)]);
    const pools = [
      { name: 'a', image: 'postgres:17' },
      { name: 'b', image: 'edoburu/pgbouncer:v1' },
    ];
    expect(clashes(...pools)).toEqual([expect.stringMatching(/^advice .* 5432\/TCP/)]);
  });

  test('the volumes, which a read-only root file system does not change', () => {
    const writes = (name: string): string[] =>
      about('runtime/read-only-root', one(name, { securityContext: { readOnlyRootFilesystem: true } }));
    const writable = new Map([['docker.io/grafana/grafana:12.0.0', configured({ volumes: ['/var/lib/grafana'] })]]);
    expect(writes('grafana/grafana:12.0.0')).toHaveLength(1);
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } };
    const spec = one('grafana/grafana:12.0.0', { securityContext: { readOnlyRootFilesystem: true } });
    const described = check({ ...object, spec }, { version: '1.37', images: new RegistryImages(writable) });
    expect(described.map(({ rule }) => rule)).not.toContain('runtime/read-only-root');
  });
});

describe('runtime/image-platform', () => {
  const platform = (name: string, spec: object) =>
    findings({ image: name }, spec).filter((text) => text.includes('image-platform'));

  test('reports an index without the platform', () => {
    expect(platform('amd:1', arch('arm64'))).toEqual([
      'error runtime/image-platform spec.containers[0].image: "amd:1" exists for linux/amd64, ' +
        'and the pod requires any/arm64. Use an image for this platform, or select other nodes.',
    ]);
    expect(platform('both:1', { os: { name: 'windows' } })).toHaveLength(1);
  });

  test('warns of an image for one other platform, which a node may emulate', () => {
    expect(platform('single:1', arch('arm64', 'linux'))).toEqual([expect.stringMatching(/^warning .* linux\/arm64/)]);
  });

  test.each([
    ['both:1', arch('arm64', 'linux')],
    ['arm32:1', arch('arm64')],
    ['artifact:1', arch('arm64')],
    ['amd:1', { nodeSelector: { disk: 'ssd' } }],
    ['amd:1', arch('amd64')],
  ])('accepts %s with %j', (name, spec) => {
    expect(platform(name, spec)).toEqual([]);
  });
});

test('the registries that did not answer, each once for each reason', () => {
  const reason = { unavailable: 'no.' };
  const images = new RegistryImages(
    new Map<string, ImageAnswer>([
      ['a.io/x:1', reason],
      ['a.io/y:1', reason],
      ['a.io/z:1', { unavailable: 'never.' }],
      ['b.io/x:1', reason],
      ['b.io/y:1', image(true)],
    ]),
  );
  expect(images.silent()).toEqual([
    { domain: 'a.io', reason: 'no.', images: ['a.io/x:1', 'a.io/y:1'] },
    { domain: 'a.io', reason: 'never.', images: ['a.io/z:1'] },
    { domain: 'b.io', reason: 'no.', images: ['b.io/x:1'] },
  ]);
});
