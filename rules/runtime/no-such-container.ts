import { abridged } from '../../manifest/abridged';
import { Finding } from '../finding';
import { containers, listOf, PlacedContainer } from '../pod';
import { mountsOf } from './volumes';

/**
 * A variable or file about the resources of a container that the pod does not have. The container that asks is never created.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
 */
export function noSuchContainer(pod: any): Finding[] {
  const questions: Question[] = [];
  const all = containers(pod);
  for (let i = 0; i < all.length; i++) {
    askedByVariables(all[i], questions);
  }
  if (pod.spec.volumes !== undefined) {
    askedByFiles(pod, questions);
  }
  return questions.length === 0 ? [] : unanswered(questions, all);
}

/** A container of which something is asked, and where. */
interface Question {
  readonly name: string;
  readonly path: string;
}

function unanswered(questions: readonly Question[], all: readonly PlacedContainer[]): Finding[] {
  const names = new Set(all.map(({ value }) => value.name));
  return questions.flatMap(({ name, path }): Finding[] =>
    names.has(name)
      ? []
      : [
          {
            rule: 'runtime/no-such-container',
            severity: 'error',
            path: `${path}.resourceFieldRef.containerName`,
            what: `the pod has no container "${name}".`,
            why: `It has ${abridged(all, ({ value }) => `"${value.name}"`)}.`,
            fix: 'Name one of them.',
          },
        ],
  );
}

function ask(ref: any, path: () => string, questions: Question[]): void {
  const name = ref?.containerName;
  if (typeof name === 'string' && name !== '') {
    questions.push({ name, path: path() });
  }
}

function askedByVariables(container: PlacedContainer, questions: Question[]): void {
  const env = listOf(container.value.env);
  for (let i = 0; i < env.length; i++) {
    if (env[i]?.valueFrom) {
      ask(env[i].valueFrom.resourceFieldRef, () => `${container.path}.env[${i}].valueFrom`, questions);
    }
  }
}

function askedByFiles(pod: any, questions: Question[]): void {
  listOf(pod.spec.volumes).forEach((volume, i) => {
    // what nobody mounts is not made
    if ((!volume?.downwardAPI && !volume?.projected) || !mountsOf(pod).has(volume.name)) {
      return;
    }
    const askedByItems = (source: any, path: string) =>
      listOf(source?.downwardAPI?.items).forEach((item, j) =>
        ask(item?.resourceFieldRef, () => `${path}.downwardAPI.items[${j}]`, questions),
      );
    askedByItems(volume, `spec.volumes[${i}]`);
    listOf(volume.projected?.sources).forEach((source, k) =>
      askedByItems(source, `spec.volumes[${i}].projected.sources[${k}]`),
    );
  });
}
