import { ApiObject, Chart } from 'cdk8s';
import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { lint, PodApp } from '../../index';
import { PodValidation } from '../../validation';
import { Workplace } from '../command';

// each question starts a process with a compiler
jest.setTimeout(60_000);

const before = process.env;
let place: Workplace;
let server: ChildProcess;
let domain: string;
let digest: string;

beforeAll(async () => {
  place = new Workplace();
  place.next();
  const loader = require.resolve('ts-node/register/transpile-only');
  server = spawn(process.execPath, ['--require', loader, path.join(__dirname, 'serve.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const text = await new Promise<Buffer>((resolve) => server.stdout!.once('data', resolve));
  [domain, digest] = String(text).trim().split(' ');
  process.env = { ...before, DOCKER_CONFIG: place.folder, XDG_CACHE_HOME: path.join(place.folder, 'cache') };
});

afterAll(() => {
  process.env = before;
  server.kill();
  place.clear();
});

const pod = (...images: string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: images.map((image, i) => ({ name: `c${i}`, image })) },
});

const SILENT = 'the host refuses the connection. Check the port, and whether the registry runs.';

describe('lint()', () => {
  it('asks the registries', () => {
    const objects = [pod(`${domain}/shop/web:1`, `${domain}/shop/web:2`), pod('localhost:1/a', 'localhost:1/b')];
    const findings = lint(objects, { images: true, severity: 'advice' });
    expect(findings.filter(({ rule }) => /image|registry/.test(rule)).map(({ rule, what }) => [rule, what])).toEqual([
      ['advice/image-digest', `"${domain}/shop/web:1" has no digest.`],
      ['runtime/image-missing', `"${domain}/shop/web:2": the registry does not have this version.`],
      ['registry-unavailable', `localhost:1: ${SILENT} Not checked: localhost:1/a:latest, localhost:1/b:latest.`],
    ]);
  });

  it.each([
    [{ timeout: 0 }, /"timeout" of "images" must be a number of seconds/],
    [{ cache: 'no' }, /"cache" of "images" must be true or false/],
    [{ caches: true }, /Did you mean "cache"/],
    ['yes', /"images" must be true, false, or have the fields/],
  ])('refuses the option %j', (images, message) => {
    expect(() => lint([], { images } as object)).toThrow(message);
  });

  it('without the option asks nobody', () => {
    expect(lint([pod('localhost:1/a')])).toEqual([]);
    const waived = { ...pod('localhost:1/a') };
    const annotations = { 'waive.cdk8s-pods/runtime.image-missing': 'it is pushed later' };
    expect(lint([{ ...waived, metadata: { name: 'web', annotations } }])).toEqual([]);
  });
});

describe('PodApp', () => {
  const app = (images?: boolean) => {
    const result = new PodApp({ outdir: path.join(place.folder, 'dist'), quiet: true, images });
    new ApiObject(new Chart(result, 'shop'), 'web', pod(`${domain}/shop/web:2`));
    return result;
  };

  it('reports a missing image as an error', () => {
    expect(() => app(true).synth()).toThrow(/the registry does not have this version\..*\(runtime\/image-missing\)/);
    expect(() => app().synth()).not.toThrow();
  });

  it('warns of a registry that does not answer', () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const silent = new PodApp({ outdir: path.join(place.folder, 'dist'), images: { timeout: 5, cache: false } });
      new ApiObject(new Chart(silent, 'shop'), 'web', pod('localhost:1/a'));
      expect(silent.synthYaml()).toContain('localhost:1/a');
      expect(write.mock.calls.join('')).toContain(`warning: localhost:1: ${SILENT} Not checked: localhost:1/a:latest.`);
    } finally {
      write.mockRestore();
    }
  });
});

test('PodValidation', async () => {
  const file = path.join(place.folder, 'validated.yaml');
  fs.writeFileSync(file, JSON.stringify(pod(`${domain}/shop/web:2`, 'localhost:1/a')));
  const names: string[] = [];
  const submit = jest.fn();
  const report = { addViolation: ({ ruleName }: { ruleName: string }) => names.push(ruleName), submit };
  await new PodValidation({ images: true }).validate({ manifests: [file], report });
  expect(names).toEqual(['runtime/image-missing', 'registry-unavailable (warning)']);
  expect(submit).toHaveBeenCalledWith('failure');
});

describe('the compiled command', () => {
  const run = (...args: string[]) => place.run('lint', 'pod.yaml', ...args);

  it('reports a missing image, and a registry that does not answer once', () => {
    place.write({ 'pod.yaml': JSON.stringify(pod(`${domain}/shop/web:2`, 'localhost:1/a', 'localhost:1/b')) });
    const { status, stdout } = run('--images');
    expect(status).toBe(1);
    expect(stdout.match(/(error|warning) \S+/g)).toEqual([
      'error runtime/image-missing',
      'warning registry-unavailable',
    ]);
    expect(run('--images', '-w', 'registry-unavailable').stdout).not.toContain('registry-unavailable');
    expect(run().status).toBe(0);
  });

  it('reads the option from the settings', () => {
    place.write({
      'pod.yaml': JSON.stringify(pod(`${domain}/shop/web@${digest}`)),
      '.cdk8s-pods.yaml': 'images: { timeout: 5, cache: false }\nseverity: advice\n',
    });
    const { stdout } = run();
    expect(stdout).not.toMatch(/image-|registry-/);
    place.write({ 'pod.yaml': JSON.stringify(pod(`${domain}/shop/web:1`)) });
    expect(run().stdout).toContain(`Write "${domain}/shop/web:1@${digest}".`);
    fs.rmSync(path.join(place.folder, '.cdk8s-pods.yaml'));
  });
});
