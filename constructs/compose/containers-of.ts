import { Container, PodSpec } from '../../kubernetes/types';
import { itemsIn } from '../../util/plain-object';

/** The containers of a pod, then the init containers. A list that is missing, null or of a wrong type has none. */
export function containersOf({ containers, initContainers }: PodSpec): Container[] {
  return [...itemsIn(containers), ...itemsIn(initContainers)] as Container[];
}
