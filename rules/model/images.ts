import { Container } from '../../kubernetes/decoded';

/** An official image of Docker Hub, if it runs unchanged: without a command, arguments or configuration in the pod. */
export interface KnownImage {
  /** The TCP ports on which it listens. */
  readonly ports: readonly number[];
  /** The folder of its configuration. With a volume there, it may run differently. */
  readonly config?: string;
  /** The folders to which it writes, except volumes of the image itself: each folder by all its names. */
  readonly writes?: readonly (readonly string[])[];
  /** Whether it is a database. */
  readonly isDatabase?: true;
}

const RUN = ['/run', '/var/run'];
const MYSQL: KnownImage = {
  ports: [3306],
  config: '/etc/mysql',
  writes: [['/run/mysqld', '/var/run/mysqld', ...RUN]],
  isDatabase: true,
};

const OFFICIAL: Record<string, KnownImage> = {
  nginx: { ports: [80], config: '/etc/nginx', writes: [['/var/cache/nginx'], RUN] },
  httpd: { ports: [80], config: '/usr/local/apache2/conf', writes: [['/usr/local/apache2/logs']] },
  caddy: { ports: [80], config: '/etc/caddy' },
  tomcat: { ports: [8080], config: '/usr/local/tomcat/conf', writes: [['/usr/local/tomcat/work']] },
  memcached: { ports: [11211] },
  redis: { ports: [6379] },
  postgres: { ports: [5432], writes: [['/run/postgresql', '/var/run/postgresql', ...RUN]], isDatabase: true },
  mysql: MYSQL,
  mariadb: MYSQL,
  mongo: { ports: [27017], writes: [['/tmp']], isDatabase: true },
  couchdb: { ports: [5984], isDatabase: true },
  cassandra: { ports: [9042], isDatabase: true },
  rabbitmq: { ports: [5672] },
};

/** Images whose programs run until they are stopped, by the last part of the image's name. */
const SIDECARS = new Set(
  (
    'envoy proxyv2 cloud-sql-proxy gce-proxy oauth2-proxy kube-rbac-proxy pgbouncer tailscale ' +
    'fluent-bit fluentd filebeat promtail opentelemetry-collector opentelemetry-collector-contrib jaeger-agent statsd-exporter'
  ).split(' '),
);

/** The name of an official image of Docker Hub: `nginx` of `docker.io/library/nginx:1.27`. */
export function officialName(image = ''): string | undefined {
  const name = /^(?:docker\.io\/)?(?:library\/)?([^/:@]+)(?:[:@]|$)/.exec(image)?.[1];
  return name !== undefined && Object.prototype.hasOwnProperty.call(OFFICIAL, name) ? name : undefined;
}

/** The image of a container, if it is an official one. */
export function knownImage({ image }: Container): KnownImage | undefined {
  const name = officialName(image);
  return name === undefined ? undefined : OFFICIAL[name];
}

/** The image of a container, if it is an official one and the container seems to run it unchanged. */
export function untouchedImage(container: Container): KnownImage | undefined {
  const image = knownImage(container);
  return image !== undefined && !isConfigured(container, image) ? image : undefined;
}

/** Whether a container changes what the image runs, as far as its fields show. With other ports, it is another image of that name. */
function isConfigured(container: Container, { ports, config }: KnownImage): boolean {
  const { command = [], args = [], env = [], envFrom = [], ports: declared = [], volumeMounts = [] } = container;
  return (
    command.length + args.length + envFrom.length > 0 ||
    (declared.length > 0 && !declared.some(({ containerPort = 0 }) => ports.includes(containerPort))) ||
    env.some(({ name = '' }) => /PORT|CONF/.test(name)) ||
    (config !== undefined && volumeMounts.some(({ mountPath = '' }) => `${mountPath}/`.startsWith(`${config}/`)))
  );
}

/** Whether an image is known to run beside an app until it is stopped. */
export function isSidecarImage(image = ''): boolean {
  return SIDECARS.has(
    image
      .replace(/@.*$/, '')
      .replace(/:[^/]*$/, '')
      .replace(/^.*\//, ''),
  );
}
