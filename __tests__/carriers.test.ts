import { Chart, Testing } from 'cdk8s';
import { InitPattern, IPattern, KubernetesVersion, PodSecurity, Waiver } from '../index';
import { valueAt, withValueAt } from '../util/plain-object';
import { checkTemplate } from '../rules/check/check';
import { asWritten } from '../rules/decode/as-written';
import { PodModel } from '../rules/model/pod-model';
import { podSecurity } from '../rules/pod-security-standard';
import { app, Carrier, CARRIERS, PATTERNS } from './carriers';
import { chartAt, problemsOf } from './synth';

/** What the author's own containers lack for the restricted level. */
const AUTHORS_OWN = [
  'pod-security/allow-privilege-escalation',
  'pod-security/capabilities-restricted',
  'pod-security/run-as-non-root',
  'pod-security/seccomp-profile-restricted',
];

const FORMS: Record<string, string> = { classic: '1.27', native: '1.37' };

/** The objects of a chart in which a carrier has patterns. */
function objectsWith({ make }: Carrier, version: string, patterns: IPattern[], ids = ['one']): any[] {
  const chart = chartAt(version);
  waive(chart);
  ids.forEach((id) => make(chart, id, patterns));
  return objectsOf(chart);
}

/** Their pods. */
function podsOf(carrier: Carrier, version: string, patterns: IPattern[], ids = ['one']): any[] {
  return objectsWith(carrier, version, patterns, ids).map((object) => valueAt<any>(object, carrier.way));
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
    test('differs between an old and a new cluster in the form of its sidecars alone', () => {
      const [[classic], [native]] = Object.values(FORMS).map((version) => objectsWith(carrier, version, [make()]));
      const { spec, ...pod } = valueAt<any>(native, carrier.way);
      const isNative = ({ restartPolicy }: any): boolean => restartPolicy === 'Always';
      const moved = spec.initContainers.filter(isNative).map(({ restartPolicy, ...container }: any) => container);
      const initContainers = spec.initContainers.filter((container: any) => !isNative(container));
      const old = { ...pod, spec: { ...spec, initContainers, containers: [...spec.containers, ...moved] } };
      expect(names(moved)).toEqual(sidecars);
      expect(classic).toStrictEqual(withValueAt(native, carrier.way, old));
    });

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
        expect(synth().flatMap((pod) => checkTemplate(pod, [], { version }))).toEqual([]);
      });

      test('starts in order, in the form that is asked for, after what the carrier has', () => {
        const [[before], [after]] = [podsOf(carrier, version, []), synth()];
        const [native, classic] = form === 'native' ? [sidecars, []] : [[], sidecars];
        expect(names(after.spec.initContainers)).toEqual([...names(before.spec.initContainers), ...steps, ...native]);
        expect(names(after.spec.containers)).toEqual([...names(before.spec.containers), ...classic]);
        const restarted = after.spec.initContainers.filter(({ restartPolicy }: any) => restartPolicy !== undefined);
        expect(restarted.map(({ name, restartPolicy }: any) => [name, restartPolicy])).toEqual(
          native.map((name) => [name, 'Always']),
        );
      });

      test('starts before an init container if required, or reports that it cannot', () => {
        const other = new InitPattern({ steps: [{ name: 'other', image: 'shop:1.0' }] });
        const ordered = [other, make({ startsBefore: ['other'] })];
        if (form === 'classic' && sidecars.length > 0) {
          const chart = chartAt(version);
          waive(chart);
          carrier.make(chart, 'one', ordered);
          expect(problemsOf(chart)).toEqual(
            sidecars.map((name) => expect.stringContaining(`"${name}" cannot start before the init container "other"`)),
          );
        } else {
          const [{ spec }] = podsOf(carrier, version, ordered);
          expect(names(spec.initContainers).slice(-1 - steps.length - sidecars.length)).toEqual([
            ...steps,
            ...sidecars,
            'other',
          ]);
        }
      });

      test('loses nothing of what the carrier had', () => {
        const [[before], [after]] = [objectsWith(carrier, version, []), objectsWith(carrier, version, [make()])];
        const around = (object: any): any => (carrier.way.length === 0 ? {} : withValueAt(object, carrier.way, 'pod'));
        expect(around(after)).toStrictEqual(around(before));
        const [{ spec: old, ...oldPod }, { spec, ...pod }] = [
          valueAt<any>(before, carrier.way),
          valueAt<any>(after, carrier.way),
        ];
        expect(pod).toStrictEqual(oldPod);
        const others = ({ containers, initContainers, volumes, ...rest }: any): any => rest;
        expect(others(spec)).toStrictEqual(others(old));
        expect(spec.volumes?.slice(0, old.volumes.length)).toStrictEqual(old.volumes);
        expect(spec.initContainers.slice(0, 1)).toStrictEqual(old.initContainers);
        const [web, beside] = spec.containers;
        expect(beside).toStrictEqual(old.containers[1]);
        expect(withoutLists(web)).toStrictEqual(withoutLists(old.containers[0]));
        expect(web.env.slice(-1)).toStrictEqual(old.containers[0].env);
        expect(web.volumeMounts.slice(0, 1)).toStrictEqual(old.containers[0].volumeMounts);
      });

      test('meets the restricted level with all that it adds, when asked', () => {
        const chart = chartAt(version);
        PodSecurity.set(chart, 'restricted');
        waive(chart, ...AUTHORS_OWN);
        carrier.make(chart, 'one', [make()]);
        const pod = valueAt<any>(objectsOf(chart)[0], carrier.way);
        const added = (list: any[]): any[] => list.filter(({ name }) => [...steps, ...sidecars].includes(name));
        const [initContainers, containers] = [added(pod.spec.initContainers), added(pod.spec.containers)];
        expect(initContainers.length + containers.length).toBe(steps.length + sidecars.length);
        const alone = { ...pod, spec: { ...pod.spec, initContainers, containers } };
        const model = new PodModel(asWritten(alone, 'Pod'), version);
        expect(podSecurity(model, 'restricted', `v${version}`)).toEqual([]);
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
