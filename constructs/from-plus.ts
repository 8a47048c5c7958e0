import type { EnvFrom, EnvValue, IServiceAccount, PodSelectorConfig, Volume as PlusVolume } from 'cdk8s-plus-27';
import { EnvFromSource, EnvVar, Volume } from '../kubernetes/types';

/**
 * Converts objects of cdk8s-plus to fields of a pod.
 *
 * Names need no conversion: `configMap.name` is a string.
 * @example
 * const config = new plus.ConfigMap(chart, 'config', { data: { color: 'blue' } });
 * new AppPod(chart, 'web', {
 *   app: {
 *     name: 'web',
 *     image: 'nginx:1.27',
 *     env: [FromPlus.env('COLOR', plus.EnvValue.fromConfigMap(config, 'color'))],
 *   },
 *   volumes: [FromPlus.volume(plus.Volume.fromConfigMap(chart, 'volume', config))],
 * });
 * @see https://cdk8s.io/docs/latest/plus/
 */
export class FromPlus {
  /** A volume, for `volumes` or shared files, such as `Volume.fromConfigMap(...)`. */
  public static volume(volume: PlusVolume): Volume {
    return volume._toKube() as Volume;
  }

  /** A variable, for `env`, with a value such as `EnvValue.fromConfigMap(...)` or `secret.envValue('password')`. */
  public static env(name: string, value: EnvValue): EnvVar {
    return { name, value: value.value, valueFrom: value.valueFrom };
  }

  /** A source of variables, for `envFrom`, such as `Env.fromConfigMap(...)`. */
  public static envFrom(source: EnvFrom): EnvFromSource {
    return source._toKube();
  }

  /** The name of a service account, for `serviceAccountName`. */
  public static serviceAccountName(account: IServiceAccount): string {
    return account.name;
  }

  private constructor() {}
}

/** How cdk8s-plus selects pods by labels. */
export function podSelector(labels: Record<string, string>, namespace: string | undefined): PodSelectorConfig {
  // cdk8s-plus is optional and slow to load; code that selects pods has loaded it
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { LabelSelector } = require('cdk8s-plus-27') as typeof import('cdk8s-plus-27');
  return {
    labelSelector: LabelSelector.of({ labels }),
    namespaces: namespace === undefined ? undefined : { names: [namespace] },
  };
}
