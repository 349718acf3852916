import { type Severity, severities } from "../findings/finding.js";
import type { Configuration, Ignore } from "./configuration.js";
import { nearest } from "./nearest.js";
import { isRuleId, ruleIds } from "./subject.js";

export type Validation =
  | { readonly configuration: Configuration; readonly problems?: undefined }
  | { readonly configuration?: undefined; readonly problems: readonly string[] };

const keys = [
  "rules",
  "minLines",
  "minBytes",
  "maximumCodeLoss",
  "expectedExports",
  "globals",
  "ignores",
] as const satisfies readonly (keyof Configuration)[];
const ignoreKeys = ["rule", "file", "name", "reason"] as const satisfies readonly (keyof Ignore)[];
const severityValues = [...severities, "off"] as const;

/** Reads a configuration from parsed JSON. Every key path in a problem starts with `root`. */
export function validateConfiguration(value: unknown, root: string): Validation {
  const validator = new Validator();
  const configuration = validator.configuration(value, root);
  return validator.problems.length > 0 ? { problems: validator.problems } : { configuration };
}

class Validator {
  readonly problems: string[] = [];

  configuration(value: unknown, path: string): Configuration {
    const entries = new Map(this.#entries(value, path, keys));
    return {
      rules: this.#rules(entries.get("rules"), join(path, "rules")),
      minLines: this.#floor(entries.get("minLines"), join(path, "minLines")),
      minBytes: this.#floor(entries.get("minBytes"), join(path, "minBytes")),
      maximumCodeLoss: this.#share(entries.get("maximumCodeLoss"), join(path, "maximumCodeLoss")),
      expectedExports: this.#expectedExports(entries.get("expectedExports"), join(path, "expectedExports")),
      globals: this.#names(entries.get("globals"), join(path, "globals")),
      ignores: this.#array(entries.get("ignores"), join(path, "ignores"), "an array of objects").flatMap(
        (ignore, index) => this.#ignore(ignore, `${join(path, "ignores")}[${index}]`),
      ),
    };
  }

  #rules(value: unknown, path: string): Configuration["rules"] {
    const rules: Partial<Record<string, Severity | "off">> = {};
    if (value === undefined) return rules;
    for (const [id, severity] of this.#entries(value, path, ruleIds)) {
      const known = severityValues.find((allowed) => allowed === severity);
      if (known === undefined)
        this.#problem(join(path, id), severity, oneOf(severityValues), suggestion(severity, severityValues));
      else rules[id] = known;
    }
    return rules;
  }

  #floor(value: unknown, path: string): number | null {
    if (value === undefined) return null;
    if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
    this.#problem(path, value, "a whole number above 0");
    return null;
  }

  #share(value: unknown, path: string): number | null {
    if (value === undefined) return null;
    if (typeof value === "number" && value >= 0 && value <= 1) return value;
    this.#problem(path, value, "a number from 0 to 1");
    return null;
  }

  #expectedExports(value: unknown, path: string): Configuration["expectedExports"] {
    if (value === undefined) return {};
    if (Array.isArray(value)) return { ".": this.#names(value, path) };
    if (!isObject(value)) {
      this.#problem(path, value, 'an array of names for ".", or an object of such arrays by subpath');
      return {};
    }
    const bySubpath: Record<string, readonly string[]> = {};
    for (const [subpath, names] of Object.entries(value)) {
      if (subpath !== "." && !subpath.startsWith("./")) {
        this.problems.push(
          `${join(path, subpath)}: ${describe(subpath)} is not a subpath; allowed: "." or a path that starts with "./".`,
        );
        continue;
      }
      bySubpath[subpath] = this.#names(names, join(path, subpath));
    }
    return bySubpath;
  }

  #ignore(value: unknown, path: string): Ignore[] {
    const entries = new Map(this.#entries(value, path, ignoreKeys));
    const rule = entries.get("rule");
    const reason = entries.get("reason");
    const file = this.#optionalText(entries.get("file"), join(path, "file"));
    const name = this.#optionalText(entries.get("name"), join(path, "name"));
    if (!isObject(value)) return [];
    if (typeof reason !== "string" || reason.trim() === "") {
      this.#problem(join(path, "reason"), reason, "a sentence that says why the finding is accepted");
      return [];
    }
    if (rule === "unused-ignore") {
      this.problems.push(
        `${join(path, "rule")}: an unused ignore cannot be ignored; remove the entry it is about.`,
      );
      return [];
    }
    if (typeof rule !== "string" || !isRuleId(rule)) {
      this.#problem(
        join(path, "rule"),
        rule,
        "the id of a rule (see --list-rules)",
        suggestion(rule, ruleIds),
      );
      return [];
    }
    return [
      {
        rule,
        ...(file === undefined ? {} : { file: file.replace(/^\.\//, "") }),
        ...(name === undefined ? {} : { name }),
        reason,
      },
    ];
  }

  #optionalText(value: unknown, path: string): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value === "string" && value !== "") return value;
    this.#problem(path, value, "a text that is not empty");
    return undefined;
  }

  #names(value: unknown, path: string): string[] {
    return this.#array(value, path, "an array of names").flatMap((name, index) => {
      if (typeof name === "string" && name !== "") return [name];
      this.#problem(`${path}[${index}]`, name, "a name");
      return [];
    });
  }

  #array(value: unknown, path: string, allowed: string): readonly unknown[] {
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    this.#problem(path, value, allowed);
    return [];
  }

  /** The entries of an object whose keys are all known. `JSON.parse` makes `__proto__` a key like any other. */
  #entries(value: unknown, path: string, allowed: readonly string[]): [string, unknown][] {
    if (!isObject(value)) {
      this.#problem(path, value, `an object with the keys ${oneOf(allowed)}`);
      return [];
    }
    return Object.entries(value).filter(([key]) => {
      if (allowed.includes(key)) return true;
      this.problems.push(
        `${join(path, key)}: unknown key; allowed: ${oneOf(allowed)}.${suggestion(key, allowed)}`,
      );
      return false;
    });
  }

  #problem(path: string, found: unknown, allowed: string, extra = ""): void {
    this.problems.push(`${path}: found ${describe(found)}; allowed: ${allowed}.${extra}`);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function join(path: string, key: string): string {
  const step = /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${describe(key)}]`;
  return path === "" ? step.replace(/^\./, "") : path + step;
}

function oneOf(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

function suggestion(value: unknown, allowed: readonly string[]): string {
  const meant = typeof value === "string" ? nearest(value, allowed) : undefined;
  return meant === undefined ? "" : ` Did you mean "${meant}"?`;
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array";
  if (isObject(value)) return "an object";
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
