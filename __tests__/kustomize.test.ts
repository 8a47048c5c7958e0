import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { examineFiles } from '../cli/lint/examine-files';
import { findingsOf } from '../cli/lint/report';
import { Linter } from '../rules/check/lint';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kustomize-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'nginx:1.27' }] }
`;

/** Alone, it is an invalid object. */
const PATCH = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 3 }\n';
const HEAD = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

async function lint(files: Record<string, string>, ...paths: string[]) {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const given = paths.length === 0 ? [folder] : paths.map((name) => path.join(folder, name));
  const report = await examineFiles(given, new Linter({ target: '1.37' }));
  return {
    checked: report.files.map(({ file }) => path.relative(folder, file)),
    invalid: [...new Set([...findingsOf(report), ...report.problems].map(({ file }) => path.relative(folder, file)))],
    patches: report.patches,
  };
}

describe.each<[string, string]>([
  ['patches', 'patches: [{ path: patch.yaml, target: { kind: Deployment } }]'],
  ['patches, as older versions write them', 'patches: [patch.yaml]'],
  ['patchesStrategicMerge', 'patchesStrategicMerge:\n  - patch.yaml\n  - |\n    kind: Deployment'],
  ['patchesJson6902', 'patchesJson6902: [{ target: { kind: Deployment, name: web }, path: patch.yaml }]'],
  ['transformers', 'transformers: [patch.yaml]'],
  ['replacements', 'replacements: [{ path: patch.yaml }]'],
])('a file under %s is not checked', (_, list) => {
  const files = { 'base.yaml': DEPLOYMENT, 'kustomization.yaml': `${HEAD}resources: [base.yaml]\n${list}\n` };

  test('a part of an object', async () => {
    expect(await lint({ ...files, 'patch.yaml': PATCH })).toEqual({ checked: ['base.yaml'], invalid: [], patches: 1 });
  });

  test('a list of JSON patches', async () => {
    const patch = '- { op: replace, path: /spec/replicas, value: 3 }\n';
    expect(await lint({ ...files, 'patch.yaml': patch })).toEqual({ checked: ['base.yaml'], invalid: [], patches: 1 });
  });

  test('alone', async () => {
    expect(await lint({ ...files, 'patch.yaml': PATCH }, 'patch.yaml')).toEqual({
      checked: [],
      invalid: [],
      patches: 1,
    });
  });
});

test.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])('kustomize reads %s', async (name) => {
  const files = {
    'base.yaml': DEPLOYMENT,
    'patch.yaml': PATCH,
    [name]: 'resources: [base.yaml]\npatches: [{ path: patch.yaml }]\n',
  };
  expect(await lint(files)).toEqual({ checked: ['base.yaml'], invalid: [], patches: 1 });
  expect(await lint(files, name, 'patch.yaml')).toEqual({ checked: [], invalid: [], patches: 1 });
});

test('overlays and components, with patches in subfolders, beside the overlay, and in a folder of transformers', async () => {
  const files = {
    'base/web.yaml': DEPLOYMENT,
    'base/kustomization.yaml': `${HEAD}resources: [web.yaml]\n`,
    'common/memory.yaml': PATCH,
    'overlays/prod/patches/replicas.yaml': PATCH,
    'overlays/prod/transformers/labels.yaml': PATCH,
    'overlays/prod/kustomization.yaml':
      `${HEAD}resources: [../../base]\ncomponents: [../../components/debug]\ntransformers: [transformers]\n` +
      'patches: [{ path: patches/replicas.yaml }, { path: ../../common/memory.yaml }]\n',
    'components/debug/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: debug.yaml }]\n',
    'components/debug/debug.yaml': PATCH,
  };
  expect(await lint(files)).toEqual({ checked: ['base/web.yaml'], invalid: [], patches: 4 });
  expect((await lint(files, 'overlays/prod/patches/replicas.yaml')).patches).toBe(1);
});

test('other files are still checked', async () => {
  const files = {
    'kustomization.yaml': `${HEAD}resources: [invalid.yaml]\npatches: [{ path: invalid.yaml }, { path: gone.yaml }, { patch: "a: b" }]\n`,
    'invalid.yaml': PATCH,
    'unlisted.yaml': PATCH,
    // an object of Flux, and a file that is not YAML
    'flux/kustomization.yaml':
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: a }\n',
    'broken/kustomization.yaml': 'patches: [\n',
  };
  expect(await lint(files)).toEqual({
    checked: ['broken/kustomization.yaml', 'flux/kustomization.yaml', 'invalid.yaml', 'unlisted.yaml'],
    invalid: ['invalid.yaml', 'unlisted.yaml', 'broken/kustomization.yaml'],
    patches: 0,
  });
});
