import { ValidationContext } from '../../rules/validation-context';
import { podcheck, realManifests } from '../shared';
import { differences, pattern } from './compare';
import { Dice } from './dice';
import { insertBigNumber } from './edges';
import { Gardener } from './pods';

/** The results of the API server and of the rules for many pods. */
export interface Survey {
  readonly version: string;
  readonly seed: number;
  readonly count: number;
  readonly accepted: number;
  /** How many the server could not even read. */
  readonly unread: number;
  /** How often they differ, and on which pod first, by what differs. */
  readonly differences: Map<string, { count: number; readonly pod: any }>;
  /** Each pair of a field and a message that the server answered with. */
  readonly sites: Set<string>;
  /** Each place in the rules that found something: `container-port.ts:42`. */
  readonly reached: Set<string>;
}

/** The number of pods for each call of the server. */
const BATCH = 10_000;

/** Grows pods and puts them to both; the same ones for the same seed. */
export function survey(version: string, count: number, seed: number): Survey {
  const dice = new Dice(seed);
  const gardener = new Gardener(realManifests(), version, dice);
  const grow = () => {
    const pod = gardener.object();
    if (dice.chance(0.02)) {
      insertBigNumber(pod, dice);
    }
    return pod;
  };
  const result = {
    version,
    seed,
    count,
    accepted: 0,
    unread: 0,
    differences: new Map<string, { count: number; pod: any }>(),
    sites: new Set<string>(),
    reached: new Set<string>(),
  };
  const stop = watchRules(result.reached);
  for (let done = 0; done < count; done += BATCH) {
    const pods = Array.from({ length: Math.min(BATCH, count - done) }, grow);
    podcheck(version, pods).forEach((verdict, i) => {
      result.accepted += verdict.decode === undefined && verdict.errors === undefined ? 1 : 0;
      result.unread += verdict.decode === undefined ? 0 : 1;
      verdict.errors?.forEach(({ field, detail }) => result.sites.add(pattern(`${field}: ${detail}`)));
      for (const difference of differences(pods[i], verdict, version)) {
        const key = pattern(difference);
        const known = result.differences.get(key) ?? { count: 0, pod: pods[i] };
        known.count++;
        result.differences.set(key, known);
      }
    });
  }
  stop();
  return result;
}

/** Takes down which lines of the rules find something: each kind of finding is looked at once. */
function watchRules(reached: Set<string>): () => void {
  const { error, warn } = ValidationContext.prototype;
  const seen = new Set<string>();
  const see = (context: ValidationContext, at: unknown, what: string): void => {
    const place = pattern(String(at)).replace(/^.*\.(?=\w+$)/, '');
    const key = `${context.rule.id} ${place} ${what.replace(/"[^"]*"|\d+/g, '')}`;
    if (!seen.has(key)) {
      seen.add(key);
      const line = /rules\/((?:api|api-warning|validation)\/[^:)]+:\d+)/.exec(new Error().stack ?? '');
      reached.add(line?.[1] ?? key);
    }
  };
  ValidationContext.prototype.error = function (type, at, what, why, fix) {
    see(this, at, what);
    error.call(this, type, at, what, why, fix);
  };
  ValidationContext.prototype.warn = function (at, what, why, fix) {
    see(this, at, what);
    warn.call(this, at, what, why, fix);
  };
  return () => Object.assign(ValidationContext.prototype, { error, warn });
}
