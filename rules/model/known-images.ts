import { ImageInfo } from './image-info';

/** An image that many people use, and what its Dockerfile shows. */
export interface KnownImage extends ImageInfo {
  /** Its repositories, as people write them: `nginx`, `grafana/loki`, `quay.io/prometheus/prometheus`. */
  readonly names: readonly string[];
  readonly kind: ImageKind;
  readonly program?: KnownProgram;
  /**
   * The Dockerfile or the script from which the fields are: a file in a repository of GitHub, with owner, name and path. An entry without
   * a source has only what everybody knows.
   */
  readonly source?: string;
  /** The first version of the program to which the entry applies: `2.4`. For older versions, there is another entry or none. */
  readonly since?: string;
  /** A word of the tag, if the entry is only for such tags: `alpine`. */
  readonly variant?: string;
  /**
   * The TCP ports on which its program surely listens, if nothing configures it. A port that the image only declares, or that the program
   * opens only with some settings, is one of the `exposedPorts`.
   */
  readonly ports?: readonly number[];
  /** The folder of its configuration. With a volume there, it may run differently. */
  readonly config?: string;
  /** The folders to which it writes, and without which it ends, except its `volumes`: each folder by all its names. */
  readonly writes?: readonly (readonly string[])[];
  /** The number of a user other than root for which the image is made. */
  readonly runAs?: number;
  /** An image of the same program whose user is a number other than 0. */
  readonly unprivileged?: string;
  /** The first arguments with which it runs until it is stopped, if it may end with others. */
  readonly subcommands?: readonly string[];
  /** The options and variables with which it ends by itself. */
  readonly endsWith?: readonly string[];
}

/** The program of an image, which other images have as well. */
export interface KnownProgram {
  /** The name of its file: `envoy`. */
  readonly name: string;
  /** Whether it runs until it is stopped, whatever its configuration is. */
  readonly isDaemon?: true;
  /** Whether it reads text that looks like shell: `$NAME`. */
  readonly hasOwnSyntax?: true;
}

/**
 * What an image is for. A `server`, a `database` and a `sidecar` (a proxy, an agent or an exporter beside an app) run until they are
 * stopped. A `base` image starts a shell or an interpreter, which ends at once without a terminal. A `tool` does its work and ends.
 */
export type ImageKind = 'server' | 'database' | 'sidecar' | 'base' | 'tool';

const RUN = ['/run', '/var/run'];
const APACHE = [['/run/apache2', '/var/run/apache2', ...RUN]];
const MYSQL_SOCKET = [['/run/mysqld', '/var/run/mysqld', ...RUN]];
const POSTGRES_SOCKET = [['/run/postgresql', '/var/run/postgresql', ...RUN]];
const ENTRYPOINT = ['docker-entrypoint.sh'];

/** The images. Of several entries for an image, the first that applies is used. */
// prettier-ignore
export const KNOWN_IMAGES: readonly KnownImage[] = [
  // web servers
  { names: ['nginx'], kind: 'server', user: '', entrypoint: ['/docker-entrypoint.sh'], command: ['nginx', '-g', 'daemon off;'], ports: [80],
    config: '/etc/nginx', writes: [['/var/cache/nginx'], RUN], unprivileged: 'nginxinc/nginx-unprivileged', source: 'nginx/docker-nginx/mainline/debian/Dockerfile' },
  { names: ['nginxinc/nginx-unprivileged', 'ghcr.io/nginxinc/nginx-unprivileged', 'quay.io/nginx/nginx-unprivileged', 'nginx/nginx-unprivileged'], kind: 'server', user: '101',
    entrypoint: ['/docker-entrypoint.sh'], command: ['nginx', '-g', 'daemon off;'], ports: [8080], config: '/etc/nginx', writes: [['/tmp']], source: 'nginxinc/docker-nginx-unprivileged/mainline/debian/Dockerfile' },
  { names: ['httpd'], kind: 'server', user: '', command: ['httpd-foreground'], ports: [80], config: '/usr/local/apache2/conf', writes: [['/usr/local/apache2/logs']], source: 'docker-library/httpd/2.4/Dockerfile' },
  { names: ['caddy'], kind: 'server', user: '', command: ['caddy', 'run', '--config', '/etc/caddy/Caddyfile', '--adapter', 'caddyfile'], ports: [80], config: '/etc/caddy', source: 'caddyserver/caddy-docker/2.11/alpine/Dockerfile' },
  { names: ['tomcat'], kind: 'server', user: '', entrypoint: [], command: ['catalina.sh', 'run'], ports: [8080], config: '/usr/local/tomcat/conf', writes: [['/usr/local/tomcat/work']], source: 'docker-library/tomcat/10.1/jdk17/temurin-noble/Dockerfile' },
  { names: ['jetty'], kind: 'server', user: 'jetty', entrypoint: ['/docker-entrypoint.sh'], command: ['java', '-jar', '/usr/local/jetty/start.jar'], source: 'jetty/jetty.docker/eclipse-temurin/12.0/jdk17/Dockerfile' },
  { names: ['openresty/openresty'], kind: 'server', user: '', command: ['/usr/local/openresty/bin/openresty', '-g', 'daemon off;'], source: 'openresty/docker-openresty/alpine/Dockerfile' },
  { names: ['wordpress'], kind: 'tool', variant: 'cli', user: 'www-data', entrypoint: ENTRYPOINT, command: ['wp', 'shell'], source: 'docker-library/wordpress/cli/php8.3/alpine/Dockerfile' },
  { names: ['wordpress'], kind: 'server', variant: 'fpm', user: '', entrypoint: ENTRYPOINT, command: ['php-fpm'], volumes: ['/var/www/html'], runAs: 33, source: 'docker-library/wordpress/latest/php8.3/fpm/Dockerfile' },
  { names: ['wordpress'], kind: 'server', user: '', entrypoint: ENTRYPOINT, command: ['apache2-foreground'], volumes: ['/var/www/html'], writes: APACHE, runAs: 33, source: 'docker-library/wordpress/latest/php8.3/apache/Dockerfile' },
  { names: ['nextcloud'], kind: 'server', variant: 'fpm', user: '', entrypoint: ['/entrypoint.sh'], command: ['php-fpm'], volumes: ['/var/www/html'], runAs: 33, source: 'nextcloud/docker/34/fpm/Dockerfile' },
  { names: ['nextcloud'], kind: 'server', user: '', entrypoint: ['/entrypoint.sh'], command: ['apache2-foreground'], volumes: ['/var/www/html'], writes: APACHE, runAs: 33, source: 'nextcloud/docker/34/apache/Dockerfile' },
  { names: ['phpmyadmin', 'phpmyadmin/phpmyadmin'], kind: 'server', variant: 'fpm', user: '', entrypoint: ['/docker-entrypoint.sh'], command: ['php-fpm'], runAs: 33, source: 'phpmyadmin/docker/fpm/Dockerfile' },
  { names: ['phpmyadmin', 'phpmyadmin/phpmyadmin'], kind: 'server', user: '', entrypoint: ['/docker-entrypoint.sh'], command: ['apache2-foreground'], writes: APACHE, runAs: 33, source: 'phpmyadmin/docker/apache/Dockerfile' },
  { names: ['adminer'], kind: 'server', user: 'adminer', entrypoint: ['entrypoint.sh', 'docker-php-entrypoint'], command: ['php', '-S', '[::]:8080', '-t', '/var/www/html'], source: 'TimWolla/docker-adminer/5/Dockerfile' },
  { names: ['ghost'], kind: 'server', user: '', entrypoint: ENTRYPOINT, command: ['node', 'current/index.js'], runAs: 1000, source: 'TryGhost/docker-library-ghost/6/bookworm/Dockerfile' },
  { names: ['mongo-express'], kind: 'server', user: '', entrypoint: ['/sbin/tini', '--', '/docker-entrypoint.sh'], command: ['mongo-express'], runAs: 1000, source: 'mongo-express/mongo-express-docker/1.0/20-alpine3.19/Dockerfile' },
  { names: ['registry', 'distribution/distribution'], kind: 'server', user: '', entrypoint: ['/entrypoint.sh'], command: ['/etc/distribution/config.yml'], volumes: ['/var/lib/registry'], source: 'distribution/distribution-library-image/Dockerfile' },
  { names: ['jenkins/jenkins'], kind: 'server', user: 'jenkins', entrypoint: ['/usr/bin/tini', '--', '/usr/local/bin/jenkins.sh'], volumes: ['/var/jenkins_home'], runAs: 1000, source: 'jenkinsci/docker/debian/Dockerfile' },
  { names: ['sonarqube'], kind: 'server', user: 'sonarqube', entrypoint: ['/opt/sonarqube/docker/entrypoint.sh'], runAs: 1000, source: 'SonarSource/docker-sonarqube/community-build/Dockerfile' },
  { names: ['minio/minio', 'quay.io/minio/minio'], kind: 'server', user: '', entrypoint: ['/usr/bin/docker-entrypoint.sh'], command: ['minio'], subcommands: ['server', 'gateway'], volumes: ['/data'], source: 'minio/minio/Dockerfile.release' },
  { names: ['grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise'], kind: 'server', since: '8', user: '472', entrypoint: ['/run.sh'], ports: [3000], config: '/etc/grafana', writes: [['/var/lib/grafana']], source: 'grafana/grafana/Dockerfile' },
  { names: ['grafana/loki'], kind: 'server', program: { name: 'loki', hasOwnSyntax: true }, user: '10001', entrypoint: ['/usr/bin/loki'], command: ['-config.file=/etc/loki/local-config.yaml'], config: '/etc/loki', source: 'grafana/loki/cmd/loki/Dockerfile' },
  { names: ['prom/prometheus', 'quay.io/prometheus/prometheus'], kind: 'server', user: 'nobody', entrypoint: ['/bin/prometheus'], command: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus'],
    volumes: ['/prometheus'], ports: [9090], config: '/etc/prometheus', runAs: 65534, source: 'prometheus/prometheus/Dockerfile' },
  { names: ['prom/alertmanager', 'quay.io/prometheus/alertmanager'], kind: 'server', user: 'nobody', entrypoint: ['/bin/alertmanager'], command: ['--config.file=/etc/alertmanager/alertmanager.yml', '--storage.path=/alertmanager'],
    volumes: ['/alertmanager'], ports: [9093], config: '/etc/alertmanager', runAs: 65534, source: 'prometheus/alertmanager/Dockerfile' },
  { names: ['prom/pushgateway', 'quay.io/prometheus/pushgateway'], kind: 'server', user: '65534', entrypoint: ['/bin/pushgateway'], ports: [9091], source: 'prometheus/pushgateway/Dockerfile' },
  { names: ['registry.k8s.io/metrics-server/metrics-server'], kind: 'server', user: '65534', entrypoint: ['/metrics-server'], source: 'kubernetes-sigs/metrics-server/Dockerfile' },

  // caches, queues and databases
  { names: ['memcached'], kind: 'server', user: 'memcache', entrypoint: ENTRYPOINT, command: ['memcached'], ports: [11211], runAs: 11211, source: 'docker-library/memcached/1/debian/Dockerfile' },
  { names: ['redis'], kind: 'server', user: '', entrypoint: ENTRYPOINT, command: ['redis-server'], ports: [6379], volumes: ['/data'], runAs: 999, source: 'redis/docker-library-redis/7.2/debian/Dockerfile' },
  { names: ['valkey/valkey'], kind: 'server', user: '', entrypoint: ENTRYPOINT, command: ['valkey-server'], ports: [6379], volumes: ['/data'], runAs: 999, source: 'valkey-io/valkey-container/8.0/debian/Dockerfile' },
  { names: ['rabbitmq'], kind: 'server', variant: 'alpine', user: '', entrypoint: ENTRYPOINT, command: ['rabbitmq-server'], ports: [5672], volumes: ['/var/lib/rabbitmq'], runAs: 100, source: 'docker-library/rabbitmq/4.2/alpine/Dockerfile' },
  { names: ['rabbitmq'], kind: 'server', user: '', entrypoint: ENTRYPOINT, command: ['rabbitmq-server'], ports: [5672], volumes: ['/var/lib/rabbitmq'], runAs: 999, source: 'docker-library/rabbitmq/4.2/ubuntu/Dockerfile' },
  { names: ['nats'], kind: 'server', variant: 'alpine', user: '', entrypoint: ENTRYPOINT, command: ['nats-server', '--config', '/etc/nats/nats-server.conf'], ports: [4222], config: '/etc/nats', source: 'nats-io/nats-docker/2.12.x/alpine3.22/Dockerfile' },
  { names: ['nats'], kind: 'server', user: '', entrypoint: ['/nats-server'], command: ['--config', 'nats-server.conf'], ports: [4222], config: '/nats-server.conf', source: 'nats-io/nats-docker/2.12.x/scratch/Dockerfile' },
  { names: ['eclipse-mosquitto'], kind: 'server', user: '', entrypoint: ['/docker-entrypoint.sh'], command: ['/usr/sbin/mosquitto', '-c', '/mosquitto/config/mosquitto.conf'], volumes: ['/mosquitto/data', '/mosquitto/log'], runAs: 1883, source: 'eclipse-mosquitto/mosquitto/docker/2.0-openssl/Dockerfile' },
  { names: ['zookeeper'], kind: 'server', user: '', entrypoint: ['/docker-entrypoint.sh'], command: ['zkServer.sh', 'start-foreground'], ports: [2181], config: '/conf', runAs: 1000, source: '31z4/zookeeper-docker/3.9.4/Dockerfile' },
  { names: ['postgres'], kind: 'database', variant: 'alpine', user: '', entrypoint: ENTRYPOINT, command: ['postgres'], ports: [5432], writes: POSTGRES_SOCKET, runAs: 70, source: 'docker-library/postgres/17/alpine3.23/Dockerfile' },
  { names: ['postgres'], kind: 'database', user: '', entrypoint: ENTRYPOINT, command: ['postgres'], ports: [5432], writes: POSTGRES_SOCKET, runAs: 999, source: 'docker-library/postgres/17/trixie/Dockerfile' },
  { names: ['mysql'], kind: 'database', user: '', entrypoint: ENTRYPOINT, command: ['mysqld'], ports: [3306], config: '/etc/mysql', volumes: ['/var/lib/mysql'], writes: MYSQL_SOCKET, runAs: 999, source: 'docker-library/mysql/8.4/Dockerfile.oracle' },
  { names: ['mariadb'], kind: 'database', variant: 'ubi', user: 'mysql', entrypoint: ENTRYPOINT, command: ['mariadbd'], ports: [3306], config: '/etc/mysql', volumes: ['/var/lib/mysql'], writes: MYSQL_SOCKET, runAs: 999, source: 'MariaDB/mariadb-docker/11.4-ubi/Dockerfile' },
  { names: ['mariadb'], kind: 'database', user: '', entrypoint: ENTRYPOINT, command: ['mariadbd'], ports: [3306], config: '/etc/mysql', volumes: ['/var/lib/mysql'], writes: MYSQL_SOCKET, runAs: 999, source: 'MariaDB/mariadb-docker/11.4/Dockerfile' },
  { names: ['mongo'], kind: 'database', user: '', entrypoint: ENTRYPOINT, command: ['mongod'], ports: [27017], volumes: ['/data/db', '/data/configdb'], writes: [['/tmp']], runAs: 999, source: 'docker-library/mongo/8.0/Dockerfile' },
  { names: ['couchdb'], kind: 'database', user: '', entrypoint: ['tini', '--', '/docker-entrypoint.sh'], command: ['/opt/couchdb/bin/couchdb'], exposedPorts: ['5984/tcp'], volumes: ['/opt/couchdb/data'], runAs: 5984, source: 'apache/couchdb-docker/3.4.3/Dockerfile' },
  { names: ['cassandra'], kind: 'database', user: '', entrypoint: ENTRYPOINT, command: ['cassandra', '-f'], ports: [9042], volumes: ['/var/lib/cassandra'], runAs: 999, source: 'docker-library/cassandra/5.0/Dockerfile' },
  { names: ['influxdb'], kind: 'database', since: '3', user: 'influxdb3', entrypoint: ['/usr/bin/entrypoint.sh'], command: ['influxdb3', 'serve'], runAs: 1500, source: 'influxdata/influxdata-docker/influxdb/3.9-core/Dockerfile' },
  { names: ['influxdb'], kind: 'database', user: '', entrypoint: ['/entrypoint.sh'], command: ['influxd'], ports: [8086], runAs: 1000, source: 'influxdata/influxdata-docker/influxdb/2.7/Dockerfile' },
  { names: ['neo4j'], kind: 'database', since: '3.5', user: '', entrypoint: ['tini', '-g', '--', '/startup/docker-entrypoint.sh'], command: ['neo4j'], volumes: ['/data', '/logs'], runAs: 7474, source: 'neo4j/docker-neo4j-publish/2025.01.0/bullseye/community/Dockerfile' },
  { names: ['clickhouse', 'clickhouse/clickhouse-server'], kind: 'database', variant: 'distroless', user: '101:101', entrypoint: ['/usr/bin/clickhouse', 'docker-init'], source: 'ClickHouse/docker-library/server/26.5.6.113/Dockerfile.distroless' },
  { names: ['clickhouse', 'clickhouse/clickhouse-server'], kind: 'database', user: '', entrypoint: ['/entrypoint.sh'], volumes: ['/var/lib/clickhouse'], runAs: 101, source: 'ClickHouse/docker-library/server/26.5.6.113/Dockerfile.ubuntu' },
  { names: ['solr'], kind: 'database', since: '9', user: '8983', entrypoint: ENTRYPOINT, command: ['solr-foreground'], volumes: ['/var/solr'], source: 'apache/solr-docker/9.10/Dockerfile' },

  // proxies
  { names: ['envoyproxy/envoy'], kind: 'sidecar', program: { name: 'envoy', isDaemon: true, hasOwnSyntax: true }, variant: 'distroless', entrypoint: ['/usr/local/bin/envoy'], command: ['-c', '/etc/envoy/envoy.yaml'], source: 'envoyproxy/envoy/distribution/docker/Dockerfile-envoy' },
  { names: ['envoyproxy/envoy'], kind: 'sidecar', program: { name: 'envoy', isDaemon: true, hasOwnSyntax: true }, user: '', entrypoint: ['/docker-entrypoint.sh'], command: ['envoy', '-c', '/etc/envoy/envoy.yaml'], source: 'envoyproxy/envoy/distribution/docker/Dockerfile-envoy' },
  { names: ['istio/proxyv2', 'gcr.io/istio-release/proxyv2', 'registry.istio.io/release/proxyv2', 'registry.istio.io/testing/proxyv2'], kind: 'sidecar', entrypoint: ['/usr/local/bin/pilot-agent'], subcommands: ['proxy'], source: 'istio/istio/pilot/docker/Dockerfile.proxyv2' },
  { names: ['cr.l5d.io/linkerd/proxy', 'ghcr.io/linkerd/proxy'], kind: 'sidecar', program: { name: 'linkerd2-proxy', isDaemon: true }, entrypoint: ['/usr/lib/linkerd/linkerd2-proxy-identity'], source: 'linkerd/linkerd2-proxy/Dockerfile' },
  { names: ['daprio/daprd', 'ghcr.io/dapr/daprd', 'daprio/dapr'], kind: 'sidecar', program: { name: 'daprd', isDaemon: true }, source: 'dapr/dapr/docker/Dockerfile' },
  { names: ['hashicorp/consul-dataplane'], kind: 'sidecar', program: { name: 'consul-dataplane', isDaemon: true }, user: '100', entrypoint: ['/usr/local/bin/dumb-init', '/usr/local/bin/consul-dataplane'], source: 'hashicorp/consul-dataplane/Dockerfile' },
  { names: ['hashicorp/vault', 'vault'], kind: 'sidecar', user: '', entrypoint: ENTRYPOINT, command: ['server', '-dev'], subcommands: ['server', 'agent', 'proxy'], endsWith: ['-exit-after-auth'], volumes: ['/vault/logs', '/vault/file'], runAs: 100, source: 'hashicorp/vault/Dockerfile' },
  { names: ['haproxy'], kind: 'sidecar', program: { name: 'haproxy', isDaemon: true }, since: '2.4', user: 'haproxy', entrypoint: ENTRYPOINT, command: ['haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg'], config: '/usr/local/etc/haproxy', runAs: 99, source: 'docker-library/haproxy/3.0/Dockerfile' },
  { names: ['haproxy'], kind: 'sidecar', program: { name: 'haproxy', isDaemon: true }, user: '', entrypoint: ENTRYPOINT, command: ['haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg'], config: '/usr/local/etc/haproxy', source: 'docker-library/haproxy/2.3/Dockerfile' },
  { names: ['traefik'], kind: 'sidecar', program: { name: 'traefik', isDaemon: true }, user: '', entrypoint: ['/entrypoint.sh'], command: ['traefik'], config: '/etc/traefik', source: 'traefik/traefik-library-image/tmpl/alpine/tmplv3.Dockerfile' },
  { names: ['kong', 'kong/kong', 'kong/kong-gateway'], kind: 'sidecar', since: '2', user: 'kong', entrypoint: ['/docker-entrypoint.sh'], command: ['kong', 'docker-start'], source: 'Kong/docker-kong/ubuntu/Dockerfile' },
  { names: ['varnish'], kind: 'sidecar', user: 'varnish', since: '7', entrypoint: ['/usr/local/bin/docker-varnish-entrypoint'], command: [], config: '/etc/varnish', writes: [['/var/lib/varnish']], runAs: 1000, source: 'varnish/docker-varnish/fresh/debian/Dockerfile' },
  { names: ['gcr.io/cloud-sql-connectors/cloud-sql-proxy', 'gcr.io/cloud-sql-connectors/alloydb-auth-proxy'], kind: 'sidecar', program: { name: 'cloud-sql-proxy', isDaemon: true }, user: '65532', entrypoint: ['/cloud-sql-proxy'], source: 'GoogleCloudPlatform/cloud-sql-proxy/Dockerfile' },
  { names: ['gcr.io/cloudsql-docker/gce-proxy'], kind: 'sidecar', program: { name: 'cloud_sql_proxy', isDaemon: true } },
  { names: ['gcr.io/gke-release/gcs-fuse-csi-driver-sidecar-mounter'], kind: 'sidecar' },
  { names: ['quay.io/oauth2-proxy/oauth2-proxy'], kind: 'sidecar', program: { name: 'oauth2-proxy', isDaemon: true }, entrypoint: ['/bin/oauth2-proxy'], source: 'oauth2-proxy/oauth2-proxy/Dockerfile' },
  { names: ['quay.io/brancz/kube-rbac-proxy', 'gcr.io/kubebuilder/kube-rbac-proxy', 'registry.k8s.io/kubebuilder/kube-rbac-proxy'], kind: 'sidecar', program: { name: 'kube-rbac-proxy', isDaemon: true }, user: '65532:65532', entrypoint: ['/usr/local/bin/kube-rbac-proxy'], source: 'brancz/kube-rbac-proxy/Dockerfile' },
  { names: ['edoburu/pgbouncer'], kind: 'sidecar', program: { name: 'pgbouncer', isDaemon: true }, user: 'postgres', entrypoint: ['/entrypoint.sh'], command: ['/usr/bin/pgbouncer', '/etc/pgbouncer/pgbouncer.ini'], exposedPorts: ['5432/tcp'], config: '/etc/pgbouncer', writes: [['/etc/pgbouncer']], source: 'edoburu/docker-pgbouncer/Dockerfile' },
  { names: ['bitnami/pgbouncer', 'pgbouncer/pgbouncer'], kind: 'sidecar', program: { name: 'pgbouncer', isDaemon: true } },
  { names: ['cloudflare/cloudflared'], kind: 'sidecar', user: '65532:65532', entrypoint: ['cloudflared', '--no-autoupdate'], command: ['version'], subcommands: ['tunnel', 'proxy-dns', 'access'], source: 'cloudflare/cloudflared/Dockerfile' },
  { names: ['tailscale/tailscale', 'ghcr.io/tailscale/tailscale'], kind: 'sidecar' },
  { names: ['alpine/socat'], kind: 'tool', user: '', entrypoint: ['socat'], source: 'alpine-docker/socat/Dockerfile' },

  // agents
  { names: ['fluent/fluent-bit', 'cr.fluentbit.io/fluent/fluent-bit'], kind: 'sidecar', program: { name: 'fluent-bit', isDaemon: true, hasOwnSyntax: true }, user: '', command: ['/fluent-bit/bin/fluent-bit', '-c', '/fluent-bit/etc/fluent-bit.conf'], config: '/fluent-bit/etc', source: 'fluent/fluent-bit/dockerfiles/Dockerfile' },
  { names: ['amazon/aws-for-fluent-bit', 'public.ecr.aws/aws-observability/aws-for-fluent-bit'], kind: 'sidecar' },
  { names: ['fluentd', 'fluent/fluentd'], kind: 'sidecar', program: { name: 'fluentd', hasOwnSyntax: true }, since: '1.2', user: 'fluent', entrypoint: ['tini', '--', '/bin/entrypoint.sh'], command: ['fluentd'], config: '/fluentd/etc', source: 'fluent/fluentd-docker-image/v1.18/debian/Dockerfile' },
  { names: ['timberio/vector'], kind: 'sidecar', program: { name: 'vector', hasOwnSyntax: true }, variant: 'distroless', source: 'vectordotdev/vector/distribution/docker/distroless-libc/Dockerfile' },
  { names: ['timberio/vector'], kind: 'sidecar', program: { name: 'vector', hasOwnSyntax: true }, user: '', source: 'vectordotdev/vector/distribution/docker/debian/Dockerfile' },
  { names: ['grafana/promtail'], kind: 'sidecar', program: { name: 'promtail', isDaemon: true, hasOwnSyntax: true }, user: '', entrypoint: ['/usr/bin/promtail'], command: ['-config.file=/etc/promtail/config.yml'], config: '/etc/promtail', source: 'grafana/loki/clients/cmd/promtail/Dockerfile' },
  { names: ['telegraf'], kind: 'sidecar', user: '', entrypoint: ['/usr/bin/tini', '--', '/entrypoint.sh'], command: ['telegraf'], endsWith: ['--once', '--test'], source: 'influxdata/influxdata-docker/telegraf/1.39/Dockerfile' },
  { names: ['datadog/agent', 'gcr.io/datadoghq/agent', 'public.ecr.aws/datadog/agent'], kind: 'sidecar', user: '', command: ['/bin/entrypoint.sh'], volumes: ['/var/run/s6', '/var/log/datadog'], runAs: 100, source: 'DataDog/datadog-agent/Dockerfiles/agent/Dockerfile' },
  { names: ['otel/opentelemetry-collector', 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector'], kind: 'sidecar', program: { name: 'otelcol', isDaemon: true, hasOwnSyntax: true }, user: '10001:10001', entrypoint: ['/otelcol'], command: ['--config', '/etc/otelcol/config.yaml'], config: '/etc/otelcol', source: 'open-telemetry/opentelemetry-collector-releases/distributions/otelcol/Dockerfile' },
  { names: ['otel/opentelemetry-collector-contrib', 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib'], kind: 'sidecar', program: { name: 'otelcol-contrib', isDaemon: true }, user: '10001:10001', entrypoint: ['/otelcol-contrib'], command: ['--config', '/etc/otelcol-contrib/config.yaml'], config: '/etc/otelcol-contrib', source: 'open-telemetry/opentelemetry-collector-releases/distributions/otelcol-contrib/Dockerfile' },
  { names: ['elastic/filebeat', 'docker.elastic.co/beats/filebeat', 'elastic/metricbeat', 'docker.elastic.co/beats/metricbeat'], kind: 'sidecar', endsWith: ['--once'] },
  { names: ['jaegertracing/jaeger-agent'], kind: 'sidecar' },
  { names: ['registry.k8s.io/git-sync/git-sync', 'k8s.gcr.io/git-sync/git-sync', 'k8s.gcr.io/git-sync'], kind: 'sidecar', user: '65533:65533', entrypoint: ['/git-sync'], endsWith: ['--one-time', '-one-time', 'GITSYNC_ONE_TIME', 'GIT_SYNC_ONE_TIME'], source: 'kubernetes/git-sync/Dockerfile.in' },

  // exporters
  { names: ['prom/node-exporter', 'quay.io/prometheus/node-exporter'], kind: 'sidecar', user: 'nobody', entrypoint: ['/bin/node_exporter'], ports: [9100], runAs: 65534, source: 'prometheus/node_exporter/Dockerfile' },
  { names: ['prom/statsd-exporter', 'quay.io/prometheus/statsd-exporter'], kind: 'sidecar', user: '65534', entrypoint: ['/bin/statsd_exporter'], ports: [9102], source: 'prometheus/statsd_exporter/Dockerfile' },
  { names: ['oliver006/redis_exporter', 'quay.io/oliver006/redis_exporter', 'ghcr.io/oliver006/redis_exporter'], kind: 'sidecar', user: '59000:59000', entrypoint: ['/redis_exporter'], ports: [9121], source: 'oliver006/redis_exporter/Dockerfile' },
  { names: ['prometheuscommunity/postgres-exporter', 'quay.io/prometheuscommunity/postgres-exporter'], kind: 'sidecar', user: 'nobody', entrypoint: ['/bin/postgres_exporter'], ports: [9187], runAs: 65534, source: 'prometheus-community/postgres_exporter/Dockerfile' },
  { names: ['nginx/nginx-prometheus-exporter'], kind: 'sidecar', user: '1001:1001', entrypoint: ['/usr/bin/nginx-prometheus-exporter'], source: 'nginx/nginx-prometheus-exporter/build/Dockerfile' },

  // shells and interpreters
  { names: ['debian'], kind: 'base', user: '', command: ['bash'], source: 'debuerreotype/docker-debian-artifacts/bookworm/oci/blobs/image-config.json' },
  { names: ['ubuntu', 'public.ecr.aws/ubuntu/ubuntu'], kind: 'base', user: '', command: ['/bin/bash'] },
  { names: ['alpine'], kind: 'base', user: '', command: ['/bin/sh'], source: 'alpinelinux/docker-alpine/fetch-latest-releases.lua' },
  { names: ['busybox', 'registry.k8s.io/busybox'], kind: 'base', user: '', command: ['sh'], source: 'docker-library/busybox/latest/glibc/Dockerfile' },
  { names: ['bash'], kind: 'base', user: '', entrypoint: ENTRYPOINT, command: ['bash'], source: 'tianon/docker-bash/5.2/Dockerfile' },
  { names: ['buildpack-deps'], kind: 'base', user: '', command: ['bash'], source: 'docker-library/buildpack-deps/debian/bookworm/curl/Dockerfile' },
  { names: ['amazonlinux', 'fedora', 'rockylinux', 'almalinux', 'oraclelinux', 'archlinux', 'centos'], kind: 'base' },
  { names: ['node'], kind: 'base', user: '', entrypoint: ENTRYPOINT, command: ['node'], runAs: 1000, source: 'nodejs/docker-node/24/bookworm/Dockerfile' },
  { names: ['python'], kind: 'base', user: '', command: ['python3'], source: 'docker-library/python/3.11/bookworm/Dockerfile' },
  { names: ['ruby'], kind: 'base', user: '', command: ['irb'], source: 'docker-library/ruby/3.4/bookworm/Dockerfile' },
  { names: ['golang'], kind: 'base', user: '', command: ['bash'], source: 'docker-library/golang/1.26/bookworm/Dockerfile' },
  { names: ['rust'], kind: 'base', user: '', command: ['bash'], source: 'rust-lang/docker-rust/stable/bookworm/Dockerfile' },
  { names: ['openjdk'], kind: 'base', user: '', command: ['jshell'], source: 'docker-library/openjdk/27/bookworm/Dockerfile' },
  { names: ['eclipse-temurin'], kind: 'base', user: '', entrypoint: ['/__cacert_entrypoint.sh'], source: 'adoptium/containers/21/jre/ubuntu/noble/Dockerfile' },
  { names: ['amazoncorretto'], kind: 'base', user: '', source: 'corretto/corretto-docker/17/slim/debian/Dockerfile' },
  { names: ['php'], kind: 'server', variant: 'fpm', user: '', entrypoint: ['docker-php-entrypoint'], command: ['php-fpm'], runAs: 33, source: 'docker-library/php/8.3/bookworm/fpm/Dockerfile' },
  { names: ['php'], kind: 'server', variant: 'apache', user: '', entrypoint: ['docker-php-entrypoint'], command: ['apache2-foreground'], writes: APACHE, runAs: 33, source: 'docker-library/php/8.3/bookworm/apache/Dockerfile' },
  { names: ['php'], kind: 'base', user: '', entrypoint: ['docker-php-entrypoint'], command: ['php', '-a'], source: 'docker-library/php/8.3/bookworm/cli/Dockerfile' },
  { names: ['docker'], kind: 'server', variant: 'dind', entrypoint: ['dockerd-entrypoint.sh'], command: [], volumes: ['/var/lib/docker'], source: 'docker-library/docker/29/dind/Dockerfile' },
  { names: ['docker'], kind: 'base', user: '', entrypoint: ENTRYPOINT, command: ['sh'], source: 'docker-library/docker/29/cli/Dockerfile' },
  { names: ['nicolaka/netshoot'], kind: 'base', user: 'root', command: ['zsh'], source: 'nicolaka/netshoot/Dockerfile' },

  // tools
  { names: ['hello-world'], kind: 'tool', user: '', command: ['/hello'], source: 'docker-library/hello-world/amd64/Dockerfile' },
  { names: ['curlimages/curl', 'quay.io/curl/curl'], kind: 'tool', user: 'curl_user', runAs: 100, source: 'curl/curl-container/create_appliance_image.sh' },
  { names: ['alpine/git'], kind: 'tool', user: '', entrypoint: ['git'], command: ['--help'], source: 'alpine-docker/git/Dockerfile' },
  { names: ['maven'], kind: 'tool', user: '', entrypoint: ['/usr/local/bin/mvn-entrypoint.sh'], command: ['mvn'], source: 'carlossg/docker-maven/eclipse-temurin-17-noble/Dockerfile' },
  { names: ['gradle'], kind: 'tool', user: 'root', command: ['gradle'], runAs: 1000, source: 'gradle/docker-gradle/jdk17-alpine/Dockerfile' },
];
