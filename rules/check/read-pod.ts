import { Pod, PodTemplateSpec, StatefulSet } from '../../kubernetes/decoded';
import { kindOf } from '../../kubernetes/kinds';
import { VERSIONS } from '../../kubernetes/schema';
import { fieldsOf, valueAt } from '../../util/plain-object';
import { asWritten } from '../decode/as-written';
import { PodModel } from '../model/pod-model';
import { RegistryImages } from '../model/registry-images';
import { claimedVolumes, serverView } from '../model/server-view';

/**
 * The pod that an object is, or the pod template that it has at a path, with the fields of every version.
 * @param images what registries answered about the images, if they were asked
 */
export function readPod(object: unknown, path: readonly string[], images?: RegistryImages): PodModel {
  const [newest] = VERSIONS.slice(-1);
  const kind = kindOf(fieldsOf(object));
  if (kind === undefined) {
    const { metadata, spec } = fieldsOf(valueAt(object, path));
    return new PodModel(asWritten({ metadata, spec }, 'PodTemplateSpec'), newest, undefined, images);
  }
  const decoded = serverView(asWritten(object, kind.struct) as StatefulSet, kind.struct);
  const pod = valueAt<Pod | PodTemplateSpec>(decoded, kind.template) ?? {};
  const claims = kind.struct === 'StatefulSet' ? claimedVolumes(decoded.spec ?? {}) : [];
  return new PodModel(pod, newest, new Set(claims.map(({ name }) => name)), images);
}
