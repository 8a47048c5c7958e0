import { Chart, Testing } from 'cdk8s';
import {
  AdapterPattern,
  AmbassadorPattern,
  InitPattern,
  IPattern,
  KubernetesVersion,
  LocalAddress,
  PodSecurity,
  SidecarPattern,
  Waiver,
} from '../index';
import { at } from '../manifest/kinds';
import { checkTemplate } from '../rules';
import { podSecurity } from '../rules/pod-security';
import { app, Carrier, CARRIERS } from './carriers';
import { chartAt } from './synth';

const image = 'busybox:1.36';

/** Each pattern, and the names of its containers, in the order of their start. */
const PATTERNS: Record<string, { make: () => IPattern; steps?: string[]; sidecars?: string[] }> = {
  sidecar: {
    sidecars: ['fetch', 'collect'],
    make: () =>
      new SidecarPattern({
        sidecars: [
          { name: 'collect', image },
          { name: 'fetch', image, lifecycle: { postStart: { exec: { command: ['true'] } } } },
        ],
        files: [
          {
            name: 'logs',
            writers: [{ container: 'web', mountPath: '/var/log' }],
            readers: [{ container: 'collect', mountPath: '/logs' }],
          },
        ],
      }),
  },
  ambassador: {
    sidecars: ['db'],
    make: () =>
      new AmbassadorPattern({
        ambassador: { name: 'db', image, ports: [{ containerPort: 5432 }] },
        addresses: [LocalAddress.url('DB', '{host}:{port}')],
      }),
  },
  adapter: {
    sidecars: ['metrics'],
    make: () =>
      new AdapterPattern({
        adapter: { name: 'metrics', image, ports: [{ containerPort: 9100 }] },
        addresses: [LocalAddress.hostAndPort('APP_HOST', 'APP_PORT')],
      }),
  },
  init: {
    steps: ['prepare'],
    make: () =>
      new InitPattern({
        steps: [{ name: 'prepare', image }],
        files: [
          {
            name: 'pages',
            writers: [{ container: 'prepare', mountPath: '/out' }],
            readers: [{ container: 'web', mountPath: '/www' }],
          },
        ],
      }),
  },
};

/** Where the author's own container stands, and what it lacks for the restricted level. */
const APP = 'spec.containers[0]';
const AUTHORS_OWN = [
  'pod-security/allow-privilege-escalation',
  'pod-security/capabilities-restricted',
  'pod-security/run-as-non-root',
  'pod-security/seccomp-profile-restricted',
];

const FORMS: Record<string, string> = { classic: '1.27', native: '1.37' };

/** The pods of a chart in which a carrier has patterns. */
function podsOf({ make, way }: Carrier, version: string, patterns: IPattern[], ids = ['one']): any[] {
  const chart = chartAt(version);
  waive(chart);
  ids.forEach((id) => make(chart, id, patterns));
  return objectsOf(chart).map((object) => at(object, way));
}

function waive(chart: Chart, ...rules: string[]): void {
  for (const rule of ['runtime/sidecar-keeps-job', ...rules]) {
    Waiver.add(chart, rule, 'it is not what is tested here');
  }
}

/** The objects of a chart that have pods. */
function objectsOf(chart: Chart): any[] {
  return Testing.synth(chart).filter(({ kind }) => !['Service', 'ConfigMap'].includes(kind));
}

const names = (list: any[] = []) => list.map(({ name }) => name);

describe.each(Object.keys(CARRIERS))('%s', (carrierName) => {
  const carrier = CARRIERS[carrierName];
  describe.each(Object.keys(PATTERNS))('with the pattern %s', (patternName) => {
    const { make, steps = [], sidecars = [] } = PATTERNS[patternName];
    describe.each(Object.keys(FORMS))('%s', (form) => {
      const version = FORMS[form];
      const synth = () => podsOf(carrier, version, [make()]);

      test('comes out the same each time', () => {
        expect(JSON.stringify(synth())).toBe(JSON.stringify(synth()));
      });

      test('is there twice in one chart, in the same way', () => {
        const [one, two] = podsOf(carrier, version, [make()], ['one', 'two']);
        expect([names(two.spec.containers), names(two.spec.initContainers)]).toEqual([
          names(one.spec.containers),
          names(one.spec.initContainers),
        ]);
      });

      test('has names, ports and mounts that are legal', () => {
        expect(synth().flatMap((pod) => checkTemplate(pod, [], version))).toEqual([]);
      });

      test('starts in order', () => {
        const [{ spec }] = synth();
        const native = form === 'native' ? [...sidecars].sort() : [];
        const init = names(spec.initContainers);
        expect([...init.slice(0, steps.length), ...init.slice(steps.length).sort()]).toEqual([...steps, ...native]);
        expect(names(spec.containers)[0]).toBe('web');
      });

      test('has its sidecars in the form that is asked for', () => {
        const [{ spec }] = synth();
        const restarted = (spec.initContainers ?? []).filter(({ restartPolicy }: any) => restartPolicy === 'Always');
        expect(names(restarted).sort()).toEqual(form === 'native' ? [...sidecars].sort() : []);
        expect(names(spec.containers).slice(1).sort()).toEqual(form === 'native' ? [] : [...sidecars].sort());
      });

      test('loses nothing of what the carrier had', () => {
        const [[before], [after]] = [podsOf(carrier, version, []), synth()];
        const { containers, initContainers, volumes = [], ...rest } = before.spec;
        expect(after).toMatchObject({ ...before, spec: rest });
        expect(after.spec.volumes ?? []).toEqual(expect.arrayContaining(volumes));
        expect(after.spec.containers[0]).toMatchObject(withoutLists(containers[0]));
        expect(names(after.spec.containers).slice(0, containers.length)).toEqual(names(containers));
      });

      test('meets the restricted level with all that it adds, when asked', () => {
        const chart = chartAt(version);
        PodSecurity.set(chart, 'restricted');
        waive(chart, ...AUTHORS_OWN);
        carrier.make(chart, 'one', [make()]);
        const pod = at(objectsOf(chart)[0], carrier.way);
        const added = [...(pod.spec.initContainers ?? []), ...pod.spec.containers.slice(1)];
        expect(names(added).sort()).toEqual([...steps, ...sidecars].sort());
        const refused = podSecurity(pod, 'restricted', `v${version}`).filter(({ path }) => !path.startsWith(APP));
        expect(refused).toEqual([]);
      });
    });
  });
});

/** A container without the lists that a pattern may add to. */
function withoutLists({ env, volumeMounts, ...container }: any): any {
  return container;
}

test('the app of each carrier is the same', () => {
  const apps = Object.values(CARRIERS).map((carrier) => podsOf(carrier, KubernetesVersion.of(chartAt()), [])[0]);
  apps.forEach(({ spec }) => expect(spec.containers[0]).toMatchObject({ name: app.name, image: app.image }));
});
