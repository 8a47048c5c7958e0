#!/usr/bin/env bash
# Runs the end-to-end tests on a Kubernetes with one node, which it starts and ends. Its arguments go to jest.
set -euo pipefail
cd "$(dirname "$0")/.."

kubernetes=../shared/kubernetes
if [ ! -x "$kubernetes/up" ]; then
  echo "e2e/run.sh: $kubernetes is missing, so there is no Kubernetes to run on. To use a cluster of your own," >&2
  echo 'set KUBECONFIG and run: npx jest -c e2e/jest.config.js' >&2
  exit 1
fi

trap '"$kubernetes/down"' EXIT
"$kubernetes/down"
cluster=$("$kubernetes/up") # not inside the eval, which would go on if it failed
eval "$cluster"
"$kubernetes/image" busybox:1.36
"$kubernetes/image" busybox:1.37
"$kubernetes/image" eunsudev/kubia httpd -f -p 8080 -h /www
# as nginx does, it makes a folder below /var/cache/nginx, and keeps its number in /var/run
"$kubernetes/image" nginx:1.27 sh -c 'mkdir -p /var/cache/nginx/client_temp && echo $$ > /var/run/nginx.pid && exec httpd -f -p 80 -h /www'
npx jest -c e2e/jest.config.js "$@"
