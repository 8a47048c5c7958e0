import { EnvFromSource, EnvVar, Volume } from '../kubernetes/types';
import { described, fieldsOf } from '../util/plain-object';
import { IPlusEnvFrom, IPlusEnvValue, IPlusServiceAccount, IPlusVolume } from './plus-types';

/**
 * Converts objects of cdk8s-plus, from version 27 on, to fields of a pod.
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
  public static volume(volume: IPlusVolume): Volume {
    return rendered('volume', volume, 'a Volume', "Volume.fromEmptyDir(chart, 'cache', 'cache')") as Volume;
  }

  /**
   * A variable, for `env`, with a value such as `EnvValue.fromConfigMap(...)` or `secret.envValue('password')`.
   * @throws if the value is empty
   */
  public static env(name: string, value: IPlusEnvValue): EnvVar {
    const { value: text, valueFrom } = fieldsOf(value) as IPlusEnvValue;
    if (text === undefined && valueFrom === undefined) {
      throw new Error(`FromPlus.env: ${name} has no value. Use a value of cdk8s-plus: EnvValue.fromValue('blue').`);
    }
    return { name, value: text, valueFrom };
  }

  /** A source of variables, for `envFrom`, such as `Env.fromConfigMap(...)`. */
  public static envFrom(source: IPlusEnvFrom): EnvFromSource {
    return rendered('envFrom', source, 'an EnvFrom', 'Env.fromConfigMap(config)') as EnvFromSource;
  }

  /** The name of a service account, for `serviceAccountName`. */
  public static serviceAccountName(account: IPlusServiceAccount): string {
    const { name } = fieldsOf(account);
    if (typeof name !== 'string') {
      throw notOfPlus('serviceAccountName', account, 'a ServiceAccount', "new ServiceAccount(chart, 'web')");
    }
    return name;
  }

  private constructor() {}
}

/** What an object of cdk8s-plus renders. Throws if the value is another one. */
function rendered(method: string, value: { _toKube(): object }, type: string, example: string): object {
  if (typeof fieldsOf(value)._toKube !== 'function') {
    throw notOfPlus(method, value, type, example);
  }
  return value._toKube();
}

function notOfPlus(method: string, value: unknown, type: string, example: string): Error {
  return new Error(
    `FromPlus.${method}: ${described(value)} is not ${type} of cdk8s-plus. Use ${example}, for example.`,
  );
}
