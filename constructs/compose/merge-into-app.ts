import { Container, EnvVar } from '../../kubernetes/types';
import { envClash, pattern as patternRule } from '../../rules/composition';
import { Finding, findingOf } from '../../rules/finding';
import { noCommand } from '../patterns/local-address';
import { Contribution } from './contributions';

/** Adds what patterns contribute to the app's container: variables before its own, everything else after. */
export function mergeIntoApp(app: Container, contributions: readonly Contribution[], findings: Finding[]): Container {
  const owners = new Map((app.env ?? []).map(({ name }) => [name, `container "${app.name}"`]));
  const env: EnvVar[] = [];
  for (const { pattern, path, app: addition } of contributions) {
    if (addition.command.length > 0 && app.command === undefined) {
      findings.push(findingOf(patternRule, `${path}.app.command`, noCommand(app, addition.command), ''));
    }
    addition.env.forEach((variable, i) => {
      const { name, value } = variable;
      const owner = owners.get(name);
      if (owner !== undefined) {
        const what = `the pattern "${pattern}" sets ${name} to ${JSON.stringify(value)}, but ${owner} already sets it.`;
        findings.push(findingOf(envClash, `${path}.app.env[${i}]`, what, 'Remove or rename one of the two variables.'));
      } else {
        env.push(variable);
        owners.set(name, `the pattern "${pattern}"`);
      }
    });
  }
  const extended = (list: 'command' | 'args' | 'envFrom' | 'ports' | 'volumeMounts'): object => {
    const added = contributions.flatMap((contribution): unknown[] => contribution.app[list]);
    return added.length === 0 ? {} : { [list]: [...(app[list] ?? []), ...added] };
  };
  return {
    ...app,
    ...(env.length === 0 ? {} : { env: [...env, ...(app.env ?? [])] }),
    ...extended('command'),
    ...extended('args'),
    ...extended('envFrom'),
    ...extended('ports'),
    ...extended('volumeMounts'),
  };
}
