import { Finding } from '../finding';
import { called, containers, listOf, staysUp } from '../model/pod';
import { isSidecarImage, knownImage } from '../model/images';

/** What is there for the database: it measures, saves, or leads to it. */
const HELPER = /export|metric|backup|proxy|pool|bouncer|agent|sidecar|log|monitor|adapter|admin/i;

/**
 * A database in one pod with an app that takes traffic. They scale together then, so that each copy of the app gets a database of its
 * own, empty; and they are restarted together. Ask of two containers: must they run on one machine? must they scale together?
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers
 */
export function databaseBesideApp(pod: any): Finding[] {
  const staying = containers(pod).filter(staysUp);
  const database = staying.length < 2 ? undefined : staying.find(({ value }) => knownImage(value)?.database);
  const app = staying.find(
    ({ value }) =>
      knownImage(value)?.database === undefined &&
      listOf(value.ports).length > 0 &&
      !isSidecarImage(value.image) &&
      !HELPER.test(`${value.name} ${value.image}`),
  );
  return database === undefined || app === undefined
    ? []
    : [
        {
          rule: 'advice/database-beside-app',
          severity: 'advice',
          path: database.path,
          what: `the database of ${called(database)} is in one pod with ${called(app)}.`,
          why: 'They scale together: each copy of the app has a database of its own, and both go when one is updated.',
          fix: 'Give the database a workload of its own, such as a StatefulSet, behind a Service.',
        },
      ];
}
