import { SCHEMA } from '../../kubernetes/schema';

let kept: object[] | undefined;

/**
 * Keeps a place for objects that start with the name of a field of Kubernetes.
 *
 * V8 has one shape for all objects that get the same keys one by one, for up to 1536 keys that come first. An app of more charts than
 * that fills these places with the names of what is in its charts, and each object of its manifests would get a shape of its own: that
 * takes twice the time and memory.
 */
export function keepShapes(): void {
  kept ??= [...new Set(Object.values(SCHEMA).flatMap((fields) => Object.keys(fields)))].map((name) => {
    const object: Record<string, undefined> = {};
    object[name] = undefined;
    return object;
  });
}
