import type { AnyNode, AssignmentExpression, CallExpression, Class, VariableDeclarator } from "acorn";
import { objectKeys, requiredSpecifier } from "./commonjs-shapes.js";
import { staticPropertyName } from "./references.js";

interface LocalObject {
  readonly names: Set<string>;
  readonly reexports: string[];
  opaque: boolean;
  /** A function or class: more than the names it carries. */
  readonly isCallable: boolean;
}

/**
 * What is known of the variables a script may export as a whole (`module.exports = library`): object literals,
 * functions and classes with what is assigned to them later, and modules that are only passed on. Names are taken
 * as if the file had one scope; compilers write such code at the top level.
 */
export class CommonjsLocals {
  readonly #objects = new Map<string, LocalObject>();
  readonly #required = new Map<string, string>();
  readonly #members = new Map<string, Set<string>>();
  /** Variables that may gain properties in ways that cannot be read. */
  readonly #escaped = new Set<string>();
  readonly #changed = new Map<string, number>();
  /** Grows with what would not be the same in another order, or if a part of the text were read twice. */
  changes = 0;

  /** The specifier of the module a variable holds; null when it holds something else. */
  requiredBy(name: string): string | null {
    return this.#required.get(name) ?? null;
  }

  /** The names a variable's value has as properties; null when nothing is known of it. */
  read(name: string): LocalObject | null {
    const object = this.#objects.get(name);
    if (!object) return null;
    for (const member of this.#members.get(name) ?? []) object.names.add(member);
    if (this.#escaped.has(name)) object.opaque = true;
    return object;
  }

  visitDeclarator({ id, init }: VariableDeclarator): void {
    if (id.type !== "Identifier" || !init) return;
    const specifier = requiredSpecifier(init);
    if (specifier !== null) this.addRequired(id.name, specifier);
    else if (init.type === "ObjectExpression") {
      const { names, reexports, opaque } = objectKeys(init);
      this.addObject(id.name, { names, reexports, opaque });
    } else if (init.type === "ArrowFunctionExpression" || init.type === "FunctionExpression") {
      this.#addCallable(id.name);
    } else if (init.type === "ClassExpression") {
      this.#addClass(id.name, init);
    } else if (init.type === "Identifier") {
      // `let exports = __webpack_exports__`: what is added through the other name cannot be read.
      this.#escaped.add(init.name);
    }
  }

  visitFunction(name: string): void {
    this.#addCallable(name);
  }

  visitClass(node: Class): void {
    if (node.id) this.#addClass(node.id.name, node);
  }

  /** `name.member = …`, `name[key] = …`. */
  visitAssignment({ left, right }: AssignmentExpression): void {
    if (left.type === "Identifier") {
      this.assignVariable(left.name, right.type === "ObjectExpression");
      if (right.type === "Identifier" && left.name !== "exports") this.#escaped.add(right.name);
      return;
    }
    if (left.type !== "MemberExpression" || left.object.type !== "Identifier") return;
    this.assignMember(left.object.name, staticPropertyName(left));
  }

  /** `name = …` after its declaration: the second assignment decides, or neither does. */
  assignVariable(name: string, isObject: boolean): void {
    this.#note(name);
    if (isObject || this.#objects.has(name)) this.#escaped.add(name);
  }

  #note(name: string): void {
    this.#changed.set(name, ++this.changes);
  }

  /** Whether the variable became something since there were so many changes. */
  isChangedSince(changes: number, name: string): boolean {
    return (this.#changed.get(name) ?? 0) > changes;
  }

  /** A variable that holds what a module exports. */
  addRequired(name: string, specifier: string): void {
    this.#note(name);
    this.#required.set(name, specifier);
  }

  /** `name.member = …`; the member is null when its name is computed. */
  assignMember(name: string, member: string | null): void {
    if (member === null) this.#escaped.add(name);
    else {
      const members = this.#membersOf(name);
      this.#memberCount -= members.size;
      members.add(member);
      this.#memberCount += members.size;
    }
  }

  /** A variable that holds an object literal with these keys. */
  addObject(name: string, { names, reexports, opaque }: ReturnType<typeof objectKeys>): void {
    this.#note(name);
    this.#objects.set(name, { names: new Set(names), reexports: [...reexports], opaque, isCallable: false });
  }

  /** The value of the variable is handed to a function. */
  handOver(name: string): void {
    this.#escaped.add(name);
  }

  #memberCount = 0;

  /** Grows with what is noted of properties that variables gain or may gain. */
  get propertyNotes(): number {
    return this.#escaped.size + this.#memberCount;
  }

  /** What is handed to a function may come back with more properties. */
  visitArguments({ arguments: given }: CallExpression): void {
    for (const argument of given) if (argument.type === "Identifier") this.handOver(argument.name);
  }

  #addCallable(name: string, names: Iterable<string> = [], opaque = false): void {
    this.#note(name);
    this.#objects.set(name, { names: new Set(names), reexports: [], opaque, isCallable: true });
  }

  #addClass(
    name: string,
    node: { readonly superClass?: AnyNode | null; readonly body: Class["body"] },
  ): void {
    const names: string[] = [];
    for (const element of node.body.body) {
      if (element.type === "StaticBlock" || !element.static || element.computed) continue;
      if (element.key.type === "Identifier") names.push(element.key.name);
    }
    this.addClass(name, names, Boolean(node.superClass));
  }

  /** A class with these static members. */
  addClass(name: string, staticNames: readonly string[], isDerived: boolean): void {
    // Static members are inherited.
    this.#addCallable(name, staticNames, isDerived);
  }

  #membersOf(name: string): Set<string> {
    let members = this.#members.get(name);
    if (!members) {
      members = new Set();
      this.#members.set(name, members);
    }
    return members;
  }
}
