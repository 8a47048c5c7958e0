export const INIT_HELP = `cdk8s-pods init [FOLDER]

Creates an app with a chart and its test; by default in the working folder.
It overwrites no file: if one of its files exists, it writes nothing.

      --from PATH       import manifests, a file or a folder, as its charts;
                        repeat it for more
      --ci SERVICE      also write a CI file: github or gitlab
      --package SPEC    what package.json installs as cdk8s-pod-patterns, such
                        as a tarball; by default this version
  -h, --help            print this help

Exit status: 0 the app is created, 2 failure.
`;
