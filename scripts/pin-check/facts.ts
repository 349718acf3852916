import type { ArtifactJudgement } from "./artifact/judgement.ts";
import { dependencyFields } from "./dependency-fields.ts";
import { child } from "./documents/document.ts";
import type { Lockfile, LockfileInstance } from "./lockfiles/lockfile.ts";
import type { Declaration } from "./manifests/declaration.ts";
import type { Pin, Policy } from "./policy/policy.ts";
import { foldersOf } from "./repository/folder-names.ts";
import { inRepository } from "./repository/lockfile-folder.ts";
import type { Manifest, Repository, Unreadable } from "./repository/repository.ts";
import { mayHold } from "./specifiers/named-packages.ts";
import { parseSpecifier, type Specifier } from "./specifiers/specifier.ts";

export interface Instance extends LockfileInstance {
  readonly lockfile: Lockfile;
}

/** What the rules look at: one repository under one policy. Pure; everything has been read before. */
export class Facts {
  readonly policy: Policy;
  readonly repository: Repository;
  readonly declarations: readonly Declaration[];
  /** What bundle-check said; empty when nothing was judged. */
  readonly artifacts: readonly ArtifactJudgement[];
  readonly #folderNames: ReadonlyMap<string, string>;
  readonly #catalogs = new Map<string, Declaration[]>();
  readonly #users = new Map<string, Declaration[]>();
  /** The root's own dependencies and peers. */
  readonly #own = new Map<string, Declaration[]>();
  readonly #asking = new Map<string, number>();
  readonly #uses = new Map<string, readonly Declaration[]>();
  readonly #instances = new Map<string, readonly Instance[]>();

  constructor(
    policy: Policy,
    repository: Repository,
    declarations: readonly Declaration[],
    folderNames: ReadonlyMap<string, string>,
    artifacts: readonly ArtifactJudgement[] = [],
  ) {
    this.artifacts = artifacts;
    this.policy = policy;
    this.repository = repository;
    this.declarations = declarations;
    this.#folderNames = folderNames;
    for (const declaration of declarations) {
      const { kind, catalog, folder, key, specifier } = declaration;
      // Only the root's catalogs count.
      if (kind === "catalog" && folder === "") add(this.#catalogs, `${catalog}\0${key}`, declaration);
      if (kind === "dependency" || kind === "peer") {
        const place = `${declaration.file}\0${key}`;
        this.#asking.set(place, (this.#asking.get(place) ?? 0) + 1);
        if (folder === "") add(this.#own, key, declaration);
      }
      if (specifier?.kind === "catalog") add(this.#users, `${specifier.catalog}\0${key}`, declaration);
    }
  }

  withArtifacts(artifacts: readonly ArtifactJudgement[]): Facts {
    return new Facts(this.policy, this.repository, this.declarations, this.#folderNames, artifacts);
  }

  withUnreadable(unreadable: readonly Unreadable[]): Facts {
    if (unreadable.length === 0) return this;
    const repository = { ...this.repository, unreadable: [...this.repository.unreadable, ...unreadable] };
    return new Facts(this.policy, repository, this.declarations, this.#folderNames, this.artifacts);
  }

  get usesYarnBerry(): boolean {
    const { lockfiles, packageManagers } = this.repository;
    return (
      lockfiles.some(({ format }) => format === "yarn-berry") ||
      packageManagers.some(({ name, version }) => name === "yarn" && /^[2-9]/.test(version ?? ""))
    );
  }

  /** Everything that asks for the pinned package, by whatever name. */
  usesOf(pin: Pin): readonly Declaration[] {
    let uses = this.#uses.get(pin.package);
    if (uses === undefined) {
      uses = this.declarations.filter((declaration) => this.#names(declaration, pin.package, 0));
      this.#uses.set(pin.package, uses);
    }
    return uses;
  }

  /** The entries of a catalog that a `catalog:` specifier under this key leads to. */
  catalogEntries(catalog: string, key: string): readonly Declaration[] {
    return this.#catalogs.get(`${catalog}\0${key}`) ?? [];
  }

  /** Who refers to an entry of a catalog. */
  usersOfCatalogEntry({ catalog, key }: Declaration): readonly Declaration[] {
    return this.#users.get(`${catalog}\0${key}`) ?? [];
  }

  /** What the root's own dependencies say, for a `$name`. */
  referenced(name: string): readonly Declaration[] {
    return this.#own.get(name) ?? [];
  }

  /** The workspaces that bear the pinned package's name. */
  workspacesOf(pin: Pin): readonly Manifest[] {
    return this.repository.manifests.filter(({ name }) => name === pin.package);
  }

  /** Everything that the lockfiles install under the package's real name, or link to a folder that bears it. */
  instancesOf(pin: Pin): readonly Instance[] {
    let instances = this.#instances.get(pin.package);
    if (instances === undefined) {
      instances = this.repository.lockfiles.flatMap((lockfile) =>
        lockfile.instances
          .filter(
            ({ name, source }) => name === pin.package || this.#linkedName(lockfile, source) === pin.package,
          )
          .map((instance) => ({ ...instance, lockfile })),
      );
      this.#instances.set(pin.package, instances);
    }
    return instances;
  }

  /** Whether a manifest has a dependency under this key, in whichever field; also one that is no workspace. */
  asks(folder: string, key: string): boolean {
    const { manifests, furtherManifests } = this.repository;
    const manifest = [...manifests, ...furtherManifests].find((candidate) => candidate.folder === folder);
    if (manifest === undefined) return false;
    return dependencyFields.some((field) => child(child(manifest.document.root, field), key) !== undefined);
  }

  /** In how many fields a manifest has a dependency under this key. */
  fieldsAsking(file: string, key: string): number {
    return this.#asking.get(`${file}\0${key}`) ?? 0;
  }

  /** The workspace behind a link of a lockfile. */
  workspaceAt(lockfile: Lockfile, path: string): Manifest | null {
    const folder = inRepository(lockfile, path);
    return this.repository.manifests.find((manifest) => manifest.folder === folder) ?? null;
  }

  #linkedName(lockfile: Lockfile, source: LockfileInstance["source"]): string | null {
    return source.kind === "workspace"
      ? (this.#folderNames.get(inRepository(lockfile, source.path)) ?? null)
      : null;
  }

  #names(declaration: Declaration, packageName: string, depth: number): boolean {
    if (declaration.key === packageName) return true;
    const { key } = declaration;
    // Package managers trim what they read; that the text is not exact then is another matter.
    const specifier = trimmed(declaration.specifier);
    // A reference that leads in a circle leads nowhere.
    if (specifier === null || depth > 4) return false;
    switch (specifier.kind) {
      case "npm":
      case "workspace":
        return specifier.package === packageName || this.#leadsTo(declaration, packageName);
      case "catalog":
        return this.catalogEntries(specifier.catalog, key).some((entry) =>
          this.#names(entry, packageName, depth + 1),
        );
      case "reference":
        return this.referenced(specifier.to).some((entry) => this.#names(entry, packageName, depth + 1));
      case "path":
        return this.#leadsTo(declaration, packageName) || this.#mayHold(specifier, packageName);
      default:
        return this.#mayHold(specifier, packageName);
    }
  }

  #leadsTo(declaration: Declaration, packageName: string): boolean {
    return foldersOf(declaration).some((folder) => this.#folderNames.get(folder) === packageName);
  }

  #mayHold(specifier: Specifier, packageName: string): boolean {
    return mayHold(specifier, packageName);
  }
}

function trimmed(specifier: Specifier | null): Specifier | null {
  const text = specifier?.text.trim();
  return text === undefined || text === specifier?.text ? specifier : parseSpecifier(text);
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
