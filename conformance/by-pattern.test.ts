import * as fs from 'fs';
import * as path from 'path';
import { kindOf } from '../kubernetes/kinds';
import { valueAt, withValueAt } from '../util/plain-object';
import { ORIGINALS } from './originals';
import { readAsKubectl, realManifest, storedPods } from './shared';

const dist = path.join(__dirname, '..', 'examples', 'real', 'dist');

test('each example has its original', () => {
  const charts = fs.readdirSync(dist).map((file) => file.replace('.k8s.yaml', ''));
  expect(charts.sort()).toEqual(Object.keys(ORIGINALS).sort());
});

describe('an example writes the manifest of its original', () => {
  test.each(Object.entries(ORIGINALS))('%s', (name, { file, blanks, onlyReads = [] }) => {
    const [original, ...others] = realManifest(file, blanks).map(({ manifest }) => manifest);
    const written = readAsKubectl(fs.readFileSync(path.join(dist, `${name}.k8s.yaml`), 'utf8'));
    expect([others.length, written.length]).toEqual([0, 1]);
    expect(meaning(written[0])).toStrictEqual(readOnly(meaning(original), onlyReads));
  });
});

/**
 * The meaning of an object to a cluster: its pods as the API server stores them, with all defaults, and the rest as it is written. Lists
 * are sorted if their order has no meaning:
 * - volumes, and mounts of one container (they are mounted from the root down, in any order);
 * - variables of one container, unless one of them refers to another by `$(NAME)`, because the other must then come first.
 */
function meaning({ status, ...manifest }: any): any {
  const { template } = kindOf(manifest)!;
  const { metadata, spec } = valueAt<any>(manifest, template);
  const named = { ...metadata, name: 'name', namespace: 'default' };
  const [stored] = storedPods('1.37', [{ apiVersion: 'v1', kind: 'Pod', metadata: named, spec }]);
  const { labels, annotations } = stored.metadata;
  const pod = { labels, annotations, spec: sorted(stored.spec) };
  return { pod, object: template.length === 0 ? { ...manifest, spec: 'pod' } : withValueAt(manifest, template, 'pod') };
}

function sorted(spec: any): any {
  const by = (key: string) => (a: any, b: any) => a[key].localeCompare(b[key]);
  const containers = (list: any[] = []) =>
    list.map((container) => ({
      ...container,
      env: JSON.stringify(container.env ?? []).includes('$(') ? container.env : container.env?.toSorted(by('name')),
      volumeMounts: container.volumeMounts?.toSorted(by('mountPath')),
    }));
  return {
    ...spec,
    initContainers: containers(spec.initContainers),
    containers: containers(spec.containers),
    volumes: spec.volumes?.toSorted(by('name')),
  };
}

function readOnly({ pod, object }: any, mounts: string[]): any {
  const unused = new Set(mounts);
  const containers = (list: any[]) =>
    list.map(({ volumeMounts, ...container }) => ({
      ...container,
      volumeMounts: volumeMounts?.map((mount: any) =>
        unused.delete(`${container.name} ${mount.mountPath}`) ? { ...mount, readOnly: true } : mount,
      ),
    }));
  const { initContainers, containers: beside, ...spec } = pod.spec;
  const result = {
    ...pod,
    spec: { ...spec, initContainers: containers(initContainers), containers: containers(beside) },
  };
  expect([...unused]).toEqual([]);
  return { pod: result, object };
}
