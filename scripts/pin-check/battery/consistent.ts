/**
 * Repositories by hand whose lockfile says the same as the manifests, whatever these say: so that only what stands in
 * a manifest can be found, or only what stands in the lockfile.
 */
import { checksum, json, pin, pinned, policy } from "./battery-case.ts";

export type Manifest = Readonly<Record<string, unknown>>;
export type Files = Record<string, string | Uint8Array>;

export interface Contents {
  /** By folder; "" is the root. */
  readonly manifests: Readonly<Record<string, Manifest>>;
  /** Install path below the root's `node_modules` -> version, all from the registry and all the pinned package. */
  readonly installed?: Readonly<Record<string, string>>;
  /** Folders of workspaces that the lockfile links, by name. */
  readonly linked?: Readonly<Record<string, string>>;
  readonly globs?: readonly string[] | null;
  readonly integrity?: string;
}

const fields = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
const asked = (manifest: Manifest) =>
  Object.fromEntries(fields.flatMap((field) => (field in manifest ? [[field, manifest[field]]] : [])));

export function manifestFiles({ manifests, globs = ["packages/*"] }: Contents): Files {
  const files: Files = { "pins.json": policy() };
  for (const [folder, contents] of Object.entries(manifests)) {
    const root = { name: "consumer", private: true, ...(globs === null ? {} : { workspaces: globs }) };
    const manifest =
      folder === ""
        ? { ...root, ...contents }
        : { name: folder.split("/").at(-1), version: "1.0.0", ...contents };
    files[folder === "" ? "package.json" : `${folder}/package.json`] = json(manifest);
  }
  return files;
}

const named = (folder: string, manifest: Manifest): string =>
  String(manifest.name ?? folder.split("/").at(-1));

/** As Bun 1.2 writes it; `version` for the others. */
export function bunRepository(contents: Contents, lock: Manifest = {}): Files {
  const { manifests, installed = { [pinned]: pin }, integrity = checksum, linked = {} } = contents;
  const workspaces = Object.entries(manifests).map(([folder, manifest]) => [
    folder,
    {
      name: folder === "" ? "consumer" : named(folder, manifest),
      ...(manifest.version === undefined ? {} : { version: manifest.version }),
      ...asked(manifest),
    },
  ]);
  const packages: Record<string, unknown> = {};
  for (const [folder, manifest] of Object.entries(manifests)) {
    if (folder !== "") packages[named(folder, manifest)] = [`${named(folder, manifest)}@workspace:${folder}`];
  }
  for (const [name, folder] of Object.entries(linked)) packages[name] = [`${name}@workspace:${folder}`];
  for (const [key, version] of Object.entries(installed))
    packages[key] = [`${pinned}@${version}`, "", {}, integrity];
  return {
    ...manifestFiles(contents),
    "bun.lock": json({ lockfileVersion: 1, workspaces: Object.fromEntries(workspaces), ...lock, packages }),
  };
}

/** As npm 7 and later write it, version 3. */
export function npmRepository(contents: Contents, lock: Manifest = {}): Files {
  const { manifests, installed = { [pinned]: pin }, integrity = checksum, linked = {} } = contents;
  const packages: Record<string, unknown> = {};
  for (const [folder, manifest] of Object.entries(manifests)) {
    if (folder === "") {
      packages[""] = { name: "consumer", ...asked(manifest) };
      continue;
    }
    const name = named(folder, manifest);
    packages[`node_modules/${name}`] = { resolved: folder, link: true };
    packages[folder] = { name, version: manifest.version ?? "1.0.0", ...asked(manifest) };
  }
  for (const [name, folder] of Object.entries(linked))
    packages[`node_modules/${name}`] = { resolved: folder, link: true };
  for (const [path, version] of Object.entries(installed)) {
    const isPath = path.includes("node_modules/");
    const alias = path.endsWith(pinned) ? {} : { name: pinned };
    packages[isPath ? path : `node_modules/${path}`] = {
      ...alias,
      version,
      resolved: `https://registry.localhost/${pinned}/-/plugin-openrouter-${version}.tgz`,
      integrity,
    };
  }
  return {
    ...manifestFiles(contents),
    "package-lock.json": json({ name: "consumer", lockfileVersion: 3, requires: true, packages, ...lock }),
  };
}

/** As pnpm 9 and 10 write it; `versions` by folder and key, `lines` above the importers. */
export function pnpmRepository(
  { manifests, installed = { [pinned]: pin }, integrity = checksum }: Contents,
  {
    settings = "",
    workspace = "",
    specifiers = {},
  }: { settings?: string; workspace?: string; specifiers?: Readonly<Record<string, string>> } = {},
): Files {
  const files = manifestFiles({ manifests, globs: null });
  const importers = Object.entries(manifests).map(([folder, manifest]) => {
    const blocks = fields.slice(0, 3).flatMap((field) => {
      const dependencies = Object.entries((manifest[field] ?? {}) as Record<string, string>);
      if (dependencies.length === 0) return [];
      const lines = dependencies.map(([key, specifier]) => {
        const version = installed[`${folder}>${key}`] ?? installed[key] ?? pin;
        const reference = key === pinned ? version : `'${pinned}@${version}'`;
        return `      '${key}':\n        specifier: ${JSON.stringify(specifiers[key] ?? specifier)}\n        version: ${reference}\n`;
      });
      return [`    ${field}:\n${lines.join("")}`];
    });
    return `  ${folder === "" ? "." : folder}:${blocks.length === 0 ? " {}" : ""}\n${blocks.join("")}`;
  });
  const versions = [...new Set(Object.values(installed))];
  const packages = versions.map(
    (version) => `  '${pinned}@${version}':\n    resolution: {integrity: ${integrity}}\n\n`,
  );
  const snapshots = versions.map((version) => `  '${pinned}@${version}': {}\n\n`);
  const folders = Object.keys(manifests).filter((folder) => folder !== "");
  const globs = folders.length === 0 ? "" : "packages:\n  - packages/*\n";
  files["pnpm-workspace.yaml"] = `${globs}${workspace}`;
  if (files["pnpm-workspace.yaml"] === "") delete files["pnpm-workspace.yaml"];
  files["pnpm-lock.yaml"] =
    `lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: false\n\n${settings}importers:\n\n${importers.join("\n")}\npackages:\n\n${packages.join("")}snapshots:\n\n${snapshots.join("")}`;
  return files;
}

/** As yarn 1 writes it; `patterns` are what it was asked for. */
export function yarnClassicRepository(
  contents: Contents,
  patterns: Readonly<Record<string, string>> = { [`${pinned}@${pin}`]: pin },
): Files {
  const entries = Object.entries(patterns).map(
    ([pattern, version]) =>
      `"${pattern}":\n  version "${version}"\n  resolved "https://registry.localhost/${pinned}/-/plugin-openrouter-${version}.tgz#${"a".repeat(40)}"\n  integrity ${checksum}\n`,
  );
  return {
    ...manifestFiles(contents),
    "yarn.lock": `# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.\n# yarn lockfile v1\n\n\n${entries.join("\n")}`,
  };
}

/** As yarn 4 writes it: every use of the pinned package with the specifier `npm:…` or `catalog:`. */
export function yarnBerryRepository(
  contents: Contents,
  {
    descriptors = [`${pinned}@npm:${pin}`],
    version = pin,
    rc,
  }: { descriptors?: readonly string[]; version?: string; rc?: string } = {},
): Files {
  const workspaces = Object.entries(contents.manifests).map(([folder, manifest]) => {
    const name = folder === "" ? "consumer" : named(folder, manifest);
    const dependencies = Object.entries({
      ...(manifest.dependencies as object),
      ...(manifest.devDependencies as object),
    });
    const lines = dependencies.map(
      ([key, specifier]) =>
        `    ${JSON.stringify(key)}: ${JSON.stringify(/^[a-z]+:/.test(String(specifier)) ? specifier : `npm:${specifier}`)}\n`,
    );
    const block = lines.length === 0 ? "" : `  dependencies:\n${lines.join("")}`;
    return `"${name}@workspace:${folder === "" ? "." : folder}":\n  version: 0.0.0-use.local\n  resolution: "${name}@workspace:${folder === "" ? "." : folder}"\n${block}  languageName: unknown\n  linkType: soft\n`;
  });
  const entry = `"${descriptors.join(", ")}":\n  version: ${version}\n  resolution: "${pinned}@npm:${version}"\n  checksum: 10c0/${"a".repeat(128)}\n  languageName: node\n  linkType: hard\n`;
  return {
    ...manifestFiles(contents),
    ...(rc === undefined ? {} : { ".yarnrc.yml": rc }),
    "yarn.lock": `# This file is generated by running "yarn install" inside your project.\n# Manual changes might be lost - proceed with caution!\n\n__metadata:\n  version: 8\n  cacheKey: 10c0\n\n${entry}\n${workspaces.join("\n")}`,
  };
}
