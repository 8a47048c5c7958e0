/**
 * Grown pods, valid and invalid, as props of an `AppPod` with patterns. The API server accepts every pod that synthesizes. Without a
 * pattern, the pod is the same as its props. The YAML is read as kubectl reads it.
 */
import { Chart } from 'cdk8s';
import { AdapterPattern, AmbassadorPattern, AppPod, InitPattern, KubernetesVersion, LocalAddress } from '../index';
import { IPattern, PodApp, SidecarPattern } from '../index';
import { Dice } from './fuzz/dice';
import { Gardener } from './fuzz/pods';
import { podcheck, readAsKubectl, realManifests, refused } from './shared';

const COUNT = Number(process.env.FUZZ_COUNT ?? 2_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

const image = 'busybox:1.36';
const files = (writer: string, reader: string) => [
  {
    name: 'handed-over',
    writers: [{ container: writer, mountPath: '/out' }],
    readers: [{ container: reader, mountPath: '/in' }],
  },
];

/** Patterns on an app's container of a name. */
const PATTERNS: readonly ((app: string) => IPattern[])[] = [
  () => [],
  (app) => [new SidecarPattern({ sidecars: [{ name: 'helper', image }], files: files(app, 'helper') })],
  (app) => [new InitPattern({ steps: [{ name: 'helper', image }], files: files('helper', app) })],
  (app) => [new AdapterPattern({ adapter: { name: 'helper', image }, files: files(app, 'helper') })],
  () => [
    new AmbassadorPattern({
      ambassador: { name: 'helper', image, ports: [{ containerPort: 15432 }] },
      addresses: [LocalAddress.url('UPSTREAM', 'tcp://{host}:{port}')],
    }),
  ],
];

/** The manifest that an app with the pod writes, or undefined if synth rejects it. */
function synthesized(pod: any, patterns: readonly IPattern[], version: string): string | undefined {
  const [app, ...containers] = pod.spec.containers;
  const root = new PodApp({ quiet: true });
  KubernetesVersion.set(root, version);
  const { metadata, spec } = pod;
  try {
    new AppPod(new Chart(root, 'chart'), 'pod', { ...spec, metadata, app, containers, patterns: [...patterns] });
    return root.synthYaml();
  } catch {
    return undefined;
  }
}

/** cdk8s copies labels and annotations by their keys, lists too. */
const canBeProps = ({ metadata, spec, apiVersion, kind, ...rest }: any): boolean =>
  apiVersion === 'v1' &&
  kind === 'Pod' &&
  Object.keys(rest).length === 0 &&
  typeof metadata?.name === 'string' &&
  !Array.isArray(metadata.labels) &&
  !Array.isArray(metadata.annotations) &&
  typeof spec?.containers?.[0]?.name === 'string';

/** Metadata as cdk8s has it. */
const withoutEmpty = (metadata: any): any =>
  Object.fromEntries(
    Object.entries<any>(metadata).filter(
      ([, value]) => typeof value !== 'object' || value === null || Object.keys(value).length > 0,
    ),
  );

describe.each(['1.27', '1.30', '1.37'])('%s', (version) => {
  test(`${COUNT} pods from seed ${SEED}: the API server accepts every pod that synthesizes`, () => {
    const dice = new Dice(SEED);
    const gardener = new Gardener(realManifests(), version, dice);
    const written: string[] = [];
    const asGiven = new Map<number, any>();
    for (let i = 0; i < COUNT; i++) {
      const pod = gardener.object();
      const patterns = canBeProps(pod) ? dice.one(PATTERNS)(pod.spec.containers[0].name) : [];
      const yaml = canBeProps(pod) ? synthesized(pod, patterns, version) : undefined;
      if (yaml !== undefined && patterns.length === 0) {
        asGiven.set(written.length, pod);
      }
      written.push(...(yaml === undefined ? [] : [yaml]));
    }
    const pods = readAsKubectl(written.join('---\n'));
    expect(pods).toHaveLength(written.length);
    const wrong = podcheck(version, pods).flatMap((verdict, i) =>
      refused(verdict) ? [`${JSON.stringify(verdict)}\n${written[i]}`] : [],
    );
    process.stdout.write(`${version}, seed ${SEED}: of ${COUNT} pods, ${written.length} synthesized\n`);
    expect(wrong).toEqual([]);
    expect(written.length).toBeGreaterThan(COUNT / 20);
    for (const [i, { metadata, ...pod }] of asGiven) {
      expect(pods[i]).toStrictEqual({ ...pod, metadata: withoutEmpty(metadata) });
    }
    expect(asGiven.size).toBeGreaterThan(COUNT / 100);
  }, 3_600_000);
});
