import { Answer, Server } from '../../e2e/server';
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
      const verdict = verdictOf(await server.tryToCreate(collection, object, 'Strict'));
      tally.accepted += verdict.errors === undefined && verdict.decode === undefined ? 1 : 0;
      tally.undecoded += verdict.decode === undefined ? 0 : 1;
      verdict.errors?.forEach(({ field, detail }) => sites.add(pattern(`${field}: ${detail}`)));
      const found = differences(object, verdict, version, kind);
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

/** An answer as podcheck would give it. */
function verdictOf({ status, body, warnings }: Answer): Verdict {
  const causes = body.details?.causes;
  if (status === 422 && causes !== undefined) {
    return { errors: causes.map(({ reason, field, message }: any) => ({ type: reason, field, detail: message })) };
  }
  return status >= 300 ? { decode: `${status} ${body.message}` } : { warnings };
}
