import { valueAt } from '../../util/plain-object';
import { apiFindings as api } from '../../rules/check/check';
import { atLeast } from '../../kubernetes/version';
import { Answer, Server } from '../cluster/server';
import { realManifests, Verdict } from '../shared';
import { differences, pattern } from './compare';
import { Dice } from './dice';
import { Gardener } from './pods';

export const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'];

/** How the rules and the server differ on so many objects of a kind, by frequency, with an example of each. */
export async function difference(server: Server, version: string, kind: string, count: number, seed: number) {
  const gardener = new Gardener(realManifests(), version, new Dice(seed), kind);
  const classes = new Map<string, { count: number; example: string }>();
  const sites = new Set<string>();
  const tally = { accepted: 0, undecoded: 0, differ: 0 };
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const object = gardener.object();
      const group = kind === 'Job' || kind === 'CronJob' ? 'batch' : 'apps';
      const collection = `/apis/${group}/v1/namespaces/default/${kind.toLowerCase()}s`;
      // some make the server panic, which ends the answer
      const verdict = await server
        .tryToCreate(collection, object, 'Strict')
        .then(verdictOf, (): ServerVerdict => ({ decode: 'no answer' }));
      tally.accepted += verdict.errors === undefined && verdict.decode === undefined ? 1 : 0;
      tally.undecoded += verdict.decode === undefined ? 0 : 1;
      verdict.errors?.forEach(({ field, detail }) => sites.add(pattern(`${field}: ${detail}`)));
      const found = known(object, version, verdict, differences(object, verdict, version, kind));
      tally.differ += found.length > 0 ? 1 : 0;
      for (const one of found) {
        const known = classes.get(pattern(one)) ?? { count: 0, example: `${one}\n${JSON.stringify(object)}` };
        classes.set(pattern(one), { ...known, count: known.count + 1 });
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return { ...tally, sites: sites.size, classes: [...classes].sort(([, a], [, b]) => b.count - a.count) };
}

/** A verdict that came over the wire. */
interface ServerVerdict extends Verdict {
  /** Whether warnings are missing. */
  readonly isCutOff?: boolean;
}

/**
 * The unknown differences. These are known:
 *
 * - A response has no more warnings after 4,096 characters. The rules also report the later warnings.
 * - Before 1.34, the server accepts a StatefulSet with an invalid template, and rejects its pods. The rules reject the StatefulSet.
 * - If a selector is invalid, the server stops. The rules also check the template.
 * - In a volume with two sources, the server drops fields whose gate is off from only one of the sources.
 * - The server counts the claims of a StatefulSet, in any order, as the first volumes of the template. The rules use the indexes of the
 *   manifest.
 */
function known(object: any, version: string, { errors = [], isCutOff }: ServerVerdict, found: string[]): string[] {
  const isStopped = errors.some(
    ({ field, detail }) => field === 'spec.selector' && !/empty selector|auto-generated/.test(detail),
  );
  const isBlind = object.kind === 'StatefulSet' && !atLeast(version, '1.34');
  const unseen = [
    ...(isCutOff ? ['api-warning/'] : []),
    ...(isStopped ? ['spec.template'] : []),
    ...(isBlind ? ['spec.template.spec'] : []),
  ];
  const left = found.filter(
    (one) => !unseen.some((place) => one.startsWith(`ours: ${place}`)) && !isOfSecondSource(one, object),
  );
  if (!object.spec?.volumeClaimTemplates?.length) {
    return left;
  }
  const anyVolume = (path: string) => path.replace(/^(spec\.template\.spec\.volumes)\[\d+\]/, '$1[]');
  const ours = new Set(api(object, version, 'StatefulSet').map(({ path, type }) => `${anyVolume(path)} ${type}`));
  const theirs = new Set(errors.map(({ field, type }) => `${anyVolume(field)} ${type}`));
  return left.filter((one) => {
    const [, side, path, type] = /^(ours|theirs): (spec\.template\.spec\.volumes\S*) (\w+)/.exec(one) ?? [];
    return path === undefined || !(side === 'ours' ? theirs : ours).has(`${anyVolume(path)} ${type}`);
  });
}

/** Whether it is about a user in a volume that has another source as well. */
function isOfSecondSource(difference: string, object: any): boolean {
  const [, way, index] = /^theirs: (\S*\bspec)\.volumes\[(\d+)\]\.\S*\b(?:user|defaultUser) /.exec(difference) ?? [];
  const spec = way === undefined ? undefined : valueAt<any>(object, way.split('.'));
  return Object.keys(spec?.volumes?.[index] ?? {}).filter((field) => field !== 'name').length > 1;
}

/** An answer as podcheck would give it. */
function verdictOf({ status, body, warnings }: Answer): ServerVerdict {
  const causes = body.details?.causes;
  if (status === 422 && causes !== undefined) {
    return { errors: causes.map(({ reason, field, message }: any) => ({ type: reason, field, detail: message })) };
  }
  if (status >= 300) {
    return { decode: `${status} ${body.message}` };
  }
  // owners that are there twice are put together, whatever the kind
  const told = warnings.filter((text) => !text.includes('ownerReferences'));
  // to get more of them into an answer, the server also shortens each to 256
  const lengths = warnings.map((text) => [...text].length);
  const isCutOff = lengths.includes(256) || lengths.reduce((sum, length) => sum + length, 0) >= 4096;
  return { isCutOff, warnings: isCutOff ? told.filter((text) => [...text].length !== 256) : told };
}
