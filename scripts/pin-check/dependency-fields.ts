/** Where a manifest asks for packages. Lockfiles that record manifests use the same names. */
export const dependencyFields = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
] as const;
