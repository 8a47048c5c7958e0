import { Finding } from '../../rules/finding';
import { Container, EnvVar } from '../../kubernetes/types';
import { Part } from './contributions';

/** The app's container with what all patterns add to it: variables before its own, all else after. */
export function withAdditions(app: Container, parts: Part[], findings: Finding[]): Container {
  const owners = new Map((app.env ?? []).map(({ name }) => [name, `container "${app.name}" itself`]));
  const env: EnvVar[] = [];
  for (const { pattern, path, app: addition } of parts) {
    addition.env.forEach((variable, i) => {
      const { name, value } = variable;
      const owner = owners.get(name);
      if (owner !== undefined) {
        findings.push({
          rule: 'runtime/env-clash',
          severity: 'error',
          path: `${path}.app.env[${i}]`,
          what: `${name} is already set by ${owner}.`,
          why: `"${pattern}" sets it to ${JSON.stringify(value)}; only the last of the two would hold.`,
          fix: 'Leave one of the two out, or call one of them otherwise.',
        });
      } else {
        env.push(variable);
      }
      owners.set(name, owner ?? `"${pattern}"`);
    });
  }
  const longer = (list: 'envFrom' | 'ports' | 'volumeMounts'): object => {
    const added = parts.flatMap((part): object[] => part.app[list]);
    return added.length === 0 ? {} : { [list]: [...(app[list] ?? []), ...added] };
  };
  return {
    ...app,
    ...(env.length === 0 ? {} : { env: [...env, ...(app.env ?? [])] }),
    ...longer('envFrom'),
    ...longer('ports'),
    ...longer('volumeMounts'),
  };
}
