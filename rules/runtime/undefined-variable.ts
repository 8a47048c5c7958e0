import { nearest } from '../../util/nearest';
import { Container } from '../../kubernetes/decoded';
import { ContainerModel } from '../model/container-model';
import { Report, rule } from '../rule';

export const undefinedVariable = rule({
  id: 'runtime/undefined-variable',
  severity: 'warning',
  summary: 'A reference `$(NAME)` must name a variable that the container defines, in `env` an earlier one.',
  details:
    'The rule ignores names in lower case, such as `$(date)`, unless `env` defines them later. It ignores containers with `envFrom`, and the variables of Services. In `subPathExpr`, an unknown name is an error.',
  why: 'The kubelet leaves a reference to an unknown variable as it is. It does not know the variables of the image.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/',
  fields: ['Container.env', 'Container.command', 'Container.args', 'VolumeMount.subPathExpr'],
  check({ allContainers }, report) {
    for (const container of allContainers) {
      if (mayHaveReferences(container.value) && !container.value.envFrom?.length) {
        checkReferences(container, textsWithReferences(container), report);
      }
    }
  },
});

/** A field of a container in which references can be. */
interface Text {
  readonly field: string;
  readonly text: string;
  /** The index of the variable whose value it is. */
  readonly variable?: number;
  /** Whether the container cannot start with an unknown name. */
  readonly isPath?: true;
}

/** Whether a container has a text with `$`. Most have none: saves the list of its texts. */
function mayHaveReferences({ env, command, args, volumeMounts }: Container): boolean {
  return (
    env?.some(({ value }) => value?.includes('$')) === true ||
    command?.some((word) => word.includes('$')) === true ||
    args?.some((word) => word.includes('$')) === true ||
    volumeMounts?.some(({ subPathExpr }) => subPathExpr !== undefined) === true
  );
}

function textsWithReferences({ value: { command = [], args = [] }, env, mounts }: ContainerModel): Text[] {
  const texts: Text[] = [];
  const add = (field: string, text: string | undefined, more?: Partial<Text>): void => {
    if (text?.includes('$(') === true) {
      texts.push({ field, text, ...more });
    }
  };
  env.forEach(({ value }, i) => add(`env[${i}].value`, value, { variable: i }));
  command.forEach((word, i) => add(`command[${i}]`, word));
  args.forEach((word, i) => add(`args[${i}]`, word));
  mounts.forEach(({ subPathExpr }, i) => add(`volumeMounts[${i}].subPathExpr`, subPathExpr, { isPath: true }));
  return texts;
}

/** A reference, or `$$`, which escapes one. */
const REFERENCE = /\$\$|\$\(([-.\w]+)\)/g;

/** Names of variables. In lower case, it is rather a command of a shell; `NF` and `NR` are variables of awk. */
const CONSTANT = /^(?!N[FR]$)[A-Z_][A-Z0-9_]*$/;

/** Variables of Services, and those that controllers and webhooks add. */
const ADDED = /_SERVICE_(?:HOST|PORT)|_PORT(?:_\d+_|$)|^(?:KUBERNETES|AWS|AZURE|GOOGLE|OTEL|JOB_COMPLETION)_/;

function checkReferences(container: ContainerModel, texts: readonly Text[], report: Report): void {
  const { env, path } = container;
  const first = new Map([...env.keys()].reverse().map((i) => [env[i].name ?? '', i]));
  for (const { field, text, variable, isPath } of texts) {
    for (const name of new Set([...text.matchAll(REFERENCE)].map(([, reference]) => reference ?? ''))) {
      const index = first.get(name);
      const isLater = index !== undefined && variable !== undefined && index >= variable;
      const isUnknown = index === undefined && (isPath || CONSTANT.test(name)) && !ADDED.test(name);
      if (name !== '' && (isLater || isUnknown)) {
        report(
          `${path}.${field}`,
          isLater && index > variable
            ? `${name} is defined after ${env[variable].name}, so \`$(${name})\` stays as it is.`
            : isPath
              ? `the container does not define ${name}, so it cannot start.`
              : `the container does not define ${name} before, so \`$(${name})\` stays as it is.`,
          isLater && index > variable ? `Move ${name} before ${env[variable].name}.` : remedy(name, isLater, first),
          isPath ? { severity: 'error' } : {},
        );
      }
    }
  }
}

/** Longer names have no typing errors that can be guessed in a short time. */
const GUESSED_LENGTH = 64;

function remedy(name: string, isOwn: boolean, defined: ReadonlyMap<string, number>): string {
  const other = isOwn || name.length > GUESSED_LENGTH ? undefined : nearest(name, [...defined.keys()]);
  return isOwn
    ? `Write the whole value in the place of \`$(${name})\`.`
    : other === undefined
      ? `Add ${name} to \`env\`, or write \`$$(${name})\` for this text.`
      : `Did you mean \`$(${other})\`?`;
}
