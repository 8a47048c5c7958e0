/** Scripts as people write them in manifests. The test of the shell parser makes other scripts of them. */
export const SCRIPTS = [
  `while true; do echo "$(date) raw event" >> /var/log/app/raw.log; sleep 2; done`,
  `touch /var/log/app/raw.log; tail -F /var/log/app/raw.log | while read line; do echo "adapted: $line"; done`,
  `until nslookup mydb.default.svc.cluster.local; do echo waiting for mydb; sleep 2; done`,
  `i=0
while [ $i -lt 10 ]; do
  echo "$i: $(date)" >> /var/log/1.log
  i=$((i + 1)) # the next
  sleep 1
done`,
  `set -euo pipefail
trap 'kill "$pid"; exit 0' TERM INT
/app/server --port="\${PORT:-8080}" &
pid=$!
wait $pid`,
  `if [ -f /etc/config/app.conf ] && ! grep -q "^debug" /etc/config/app.conf; then
  cp /etc/config/app.conf /data/
elif [ -d /data ]; then
  rm -rf /data/*
else
  echo "no config" >&2; exit 1
fi`,
  `case "$1" in
  start|run) exec /usr/local/bin/app "$@" ;;
  (stop) kill -TERM 1 ;;
  *.sh)
    . "$1"
    ;;
  *) echo "usage: $0 start|stop"; exit 2
esac`,
  `cat <<EOF > /etc/nginx/conf.d/default.conf
server {
  listen \${PORT};
  location / { proxy_pass http://$(hostname -i):8080; }
}
EOF
exec nginx -g 'daemon off;'`,
  `cat > /tmp/run.sh <<'EOF'
#!/bin/sh
echo "it's $HOME"
if true; then
EOF
chmod +x /tmp/run.sh && /tmp/run.sh`,
  `cat <<-END | sed 's/a/b/'
\tone
\tEND
echo done`,
  `function wait_for() {
  local host=$1 port=\${2:-5432}
  for i in {1..30}; do
    (echo > "/dev/tcp/$host/$port") >/dev/null 2>&1 && return 0
    sleep 1
  done
  return 1
}
wait_for db 5432 || { echo "no database"; exit 1; }`,
  `[[ $(hostname) =~ -([0-9]+)$ ]] || exit 1
ordinal=\${BASH_REMATCH[1]}
if [[ $ordinal -eq 0 && ( -f /mnt/a || ! -d /mnt/b ) ]]; then
  cp /mnt/config-map/primary.cnf /mnt/conf.d/
else
  cp /mnt/config-map/replica.cnf /mnt/conf.d/
fi`,
  `hosts=(a b "c d" $(seq 1 3))
for h in "\${hosts[@]}"; do ping -c 1 "$h" || echo "failed: \${h}" ; done
hosts+=(e); unset hosts[0]; hosts[1]=x`,
  `for ((i = 0; i < 10; i++)); do echo $i; done; ((i > 3)) && echo more`,
  `for f in /docker-entrypoint.d/*; do
  case "$f" in *.sh) echo "$0: running $f"; . "$f" ;; *) echo "$0: ignoring $f" ;; esac
  echo
done`,
  'VERSION=`cat /version | tr -d \'\\n\'`; echo "version: `echo \\`date\\``"',
  `a="\${b:-"\${c}"}" ; echo "\${a#*/}" "\${a%%.*}" \${#a} "\${x:+-v $x}" \${y//a/b} "\${z:?z is missing}"`,
  `main() {
  { echo one; echo two; } | (cat; cat) 2>&1 | tee -a "/log/$(date +%F).log"
}
main "$@"`,
  `diff <(sort a) <(sort b) |& grep x &> /dev/null; read -r x <<< "$(echo y)"; echo $'tab\\tend' $"text"`,
  `curl -sf http://localhost:8080/healthz \\
  -H "Authorization: Bearer $(cat /var/run/secrets/token)" \\
  -o /dev/null || exit 1`,
  `exec 3>&1 4<&0 5<>/tmp/fifo; echo a >&3; exec 3>&-; cat <&4 >| /tmp/out 2>>/tmp/err`,
  `sleep 5 & sleep 6 & wait; echo 'it'\\''s done'; ( cd /tmp && ls ) ; ! false`,
  `redis-cli -h "$HOST" ping | grep -q PONG
  test "$?" = 0 -a "x$A" != x || redis-server "/conf/redis.conf" --slaveof \${REDIS_PRIMARY} 6379`,
  `n=$(( ( $(nproc) + 1 ) * 2 )); echo $((n<<1)) $(((n))) "$((n > 2 ? n : 2))"`,
  `apt-get update && apt-get install -y --no-install-recommends \\
      curl ca-certificates \\
   && rm -rf /var/lib/apt/lists/*`,
  `echo "a
b" 'c
d' e\\
f; # comment with ' and " and $(
true`,
  `mysql -h 127.0.0.1 -e "CREATE DATABASE IF NOT EXISTS \\\`app\\\`; GRANT ALL ON app.* TO 'u'@'%';"`,
  `while :
do
  date
  sleep \${PERIOD}
done > /var/log/date.log 2>&1 &
exec "$@"`,
  `time ls; select x in a b; do echo $x; break; done; coproc cat; coproc N { cat; }; echo {a,b}; f () ( echo x )`,
  `if ! kubectl get ns "$NS" >/dev/null 2>&1
then kubectl create ns "$NS"; fi
kubectl wait --for=jsonpath='{.status.phase}'=Active "ns/$NS"`,
  `awk '{ if ($1 > 3) print "x" $2 }' file | xargs -I{} sh -c 'echo {}; sleep 1'`,
];

/** Pieces of which random scripts are made. */
export const PIECES = [
  ...'if then else elif fi for in do done while until case esac { } ( ) (( )) [[ ]] ! time function select coproc'.split(
    ' ',
  ),
  ...'; & | && || ;; ;& ;;& |& &> &>> > >> < << <<- <<< <& >& <> >| <( >( $( $(( ${ } ` " \' # \\ = += $ * ? [ ]'.split(
    ' ',
  ),
  ...'a b=c x=(1 2) a[1]=2 $x ${x} ${x:-y} ${#x} ${x%%y} "$x" \'y\' $(date) `date` $((1+2)) $\'z\' $"z"'.split(' '),
  ...'-f == =~ -eq 2 2>&1 f() "${x:- \'} "}" @(a|b)'.split(' '),
  ...['\n', '\n', '\n', ' ', ' ', '\t', '\\\n', '<<EOF', '\nEOF\n', '\nEOF', "<<'EOF'", '<<-EOF', '$(cat <<EOF'],
];
