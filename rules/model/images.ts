import { listOf } from './pod';

/** What is known of an official image of Docker Hub that runs as it comes: without a command, arguments or a configuration of its own. */
export interface KnownImage {
  /** The TCP ports on which it listens. */
  readonly ports: readonly number[];

  /** The folder of its configuration: with a volume there, nothing is known of it. */
  readonly config?: string;

  /** Where it writes, but for the volumes that the image declares itself: each place by all names that it has. */
  readonly writes?: readonly (readonly string[])[];

  /** Whether it is a database. */
  readonly database?: true;
}

const RUN = ['/run', '/var/run'];

const OFFICIAL: Record<string, KnownImage> = {
  nginx: { ports: [80], config: '/etc/nginx', writes: [['/var/cache/nginx'], RUN] },
  httpd: { ports: [80], config: '/usr/local/apache2/conf', writes: [['/usr/local/apache2/logs']] },
  caddy: { ports: [80], config: '/etc/caddy' },
  tomcat: { ports: [8080], config: '/usr/local/tomcat/conf', writes: [['/usr/local/tomcat/work']] },
  memcached: { ports: [11211] },
  redis: { ports: [6379] },
  postgres: { ports: [5432], writes: [['/run/postgresql', '/var/run/postgresql', ...RUN]], database: true },
  mysql: {
    ports: [3306],
    config: '/etc/mysql',
    writes: [['/run/mysqld', '/var/run/mysqld', ...RUN]],
    database: true,
  },
  mariadb: {
    ports: [3306],
    config: '/etc/mysql',
    writes: [['/run/mysqld', '/var/run/mysqld', ...RUN]],
    database: true,
  },
  mongo: { ports: [27017], writes: [['/tmp']], database: true },
  couchdb: { ports: [5984], database: true },
  cassandra: { ports: [9042], database: true },
  rabbitmq: { ports: [5672] },
};

/** Programs that serve for as long as they are let, by the last part of their image's name. */
const SIDECARS = new Set([
  'envoy',
  'proxyv2',
  'cloud-sql-proxy',
  'gce-proxy',
  'oauth2-proxy',
  'kube-rbac-proxy',
  'pgbouncer',
  'tailscale',
  'fluent-bit',
  'fluentd',
  'filebeat',
  'promtail',
  'opentelemetry-collector',
  'opentelemetry-collector-contrib',
  'jaeger-agent',
  'statsd-exporter',
]);

/** The name of an official image of Docker Hub: `nginx` of `docker.io/library/nginx:1.27`. */
export function officialName(image: any): string | undefined {
  const name =
    typeof image === 'string' ? /^(?:docker\.io\/)?(?:library\/)?([^/:@]+)(?:[:@]|$)/.exec(image)?.[1] : undefined;
  return name !== undefined && Object.prototype.hasOwnProperty.call(OFFICIAL, name) ? name : undefined;
}

/** What is known of a container's image, whatever it is told to do. */
export function knownImage(container: any): KnownImage | undefined {
  const name = officialName(container.image);
  return name === undefined ? undefined : OFFICIAL[name];
}

/** What is known of a container's image, where the container leaves it as it comes, as far as can be seen. */
export function untouchedImage(container: any): KnownImage | undefined {
  const known = knownImage(container);
  return known === undefined || listOf(container.command).length > 0 || listOf(container.args).length > 0
    ? undefined
    : listOf(container.envFrom).length > 0 ||
        declaresOthers(container, known) ||
        listOf(container.env).some((variable) => /PORT|CONF/.test(String(variable?.name))) ||
        listOf(container.volumeMounts).some((mount) => within(mount?.mountPath, known.config))
      ? undefined
      : known;
}

/** Whether a container declares ports, and not those on which its image listens: it is another image of that name, or configured. */
function declaresOthers(container: any, { ports }: KnownImage): boolean {
  const declared = listOf(container.ports);
  return declared.length > 0 && !declared.some((port) => ports.includes(port?.containerPort));
}

/** Whether an image is known to serve beside others, by the last part of its name. */
export function isSidecarImage(image: any): boolean {
  return (
    typeof image === 'string' &&
    SIDECARS.has(
      image
        .replace(/@.*$/, '')
        .replace(/:[^/]*$/, '')
        .replace(/^.*\//, ''),
    )
  );
}

function within(path: any, folder: string | undefined): boolean {
  return folder !== undefined && typeof path === 'string' && (path === folder || path.startsWith(`${folder}/`));
}
