import { ContainerModel } from '../model/container-model';
import { isSidecarImage } from '../model/images';
import { rule } from '../rule';

/** A container that helps the database or the app: metrics, backups, a proxy. */
const HELPER = /export|metric|backup|proxy|pool|bouncer|agent|sidecar|log|monitor|adapter|admin/i;

export const databaseBesideApp = rule({
  id: 'advice/database-beside-app',
  severity: 'advice',
  summary: 'A database and an app that serves requests should be in different pods.',
  details: 'Two containers belong in one pod only if they must run on one machine and must scale together.',
  why: 'They scale together: each replica of the app has its own empty database, and an update restarts both.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers',
  fields: ['Container.ports'],
  check({ stayingUp }, report) {
    const database = stayingUp.find(isDatabase);
    const app = stayingUp.find(
      (container) =>
        !isDatabase(container) &&
        container.ports.length > 0 &&
        !isSidecarImage(container.value.image) &&
        !HELPER.test(`${container.value.name} ${container.value.image}`),
    );
    if (database !== undefined && app !== undefined) {
      report(
        database.path,
        `${database.label}, a database, is in one pod with ${app.label}.`,
        'Move the database to its own workload, such as a StatefulSet, behind a Service.',
      );
    }
  },
});

function isDatabase({ imageInfo }: ContainerModel): boolean {
  return imageInfo?.kind === 'database';
}
