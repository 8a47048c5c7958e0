/** Circular imports, of files and of folders. The order of the floors is in eslint.config.mjs. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular-files',
      comment: 'Two files that import each other cannot be read one by one. Move what both need into a third file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-circular-folders',
      comment: 'Two folders that import each other are one. Move what both need below them.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
