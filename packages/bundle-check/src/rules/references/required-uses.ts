import type { AnyNode, Program } from "acorn";
import { childrenOf, isFunction } from "../../modules/analysis/syntax-nodes.js";
import { ofEveryObject } from "../../modules/inherited-names.js";
import type { ModuleFacts, ModuleRequest } from "../../modules/module-facts.js";
import { parseAgain } from "../../modules/parse.js";
import { isModuleExports, isPassedOn, isWrapper, nameOf, namesIn } from "./code-shapes.js";
import { HandedOnVariables } from "./handed-on.js";
import { isNamedByCompiler } from "./request-ways.js";
import { NamesOfScope, type Owner, type RequiredUse } from "./required-use.js";

/**
 * Every use of what the requests give that cannot do without it, by a syntax tree: a call, `new`, `extends`, or a
 * member of a member. Variables that are declared twice, assigned, or handed to what may add to them, tell nothing. Empty for what is too long or too deep to be read again.
 * `wrappers` are functions that are put around a request, beside those that compilers give a name of their own.
 */
export function findRequiredUses(
  { kind, source: { text } }: ModuleFacts,
  requests: readonly ModuleRequest[],
  wrappers: ReadonlySet<string> = new Set(),
): RequiredUse[] {
  const program = parseAgain(text, kind)?.program;
  if (!program) return [];
  try {
    return new UseCollector(text, requests, wrappers).collect(program);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

class UseCollector {
  readonly #text: string;
  readonly #requests: ReadonlyMap<number, ModuleRequest>;
  readonly #wrappers: ReadonlySet<string>;
  readonly #namesOf = new Map<AnyNode, NamesOfScope>();
  #enclosing: NamesOfScope[] = [new NamesOfScope()];
  /** Variables that are assigned or handed on, and members that are assigned, in any scope. */
  readonly #changed = new Set<string>();
  readonly #handedOn = new HandedOnVariables();
  readonly #uses: Omit<RequiredUse, "isHandedOn">[] = [];
  #isPassedOn = false;

  constructor(text: string, requests: readonly ModuleRequest[], wrappers: ReadonlySet<string>) {
    this.#text = text;
    this.#requests = new Map(requests.map((request) => [request.offset, request]));
    this.#wrappers = wrappers;
  }

  collect(program: Program): RequiredUse[] {
    this.#findOwners(program);
    this.#findUses(program);
    const handedOn = this.#handedOn.all();
    return this.#uses.flatMap((use) => {
      const { request, variable, name } = use;
      // Nobody can add to the namespace of an ES module.
      if (request.kind === "import") return [{ ...use, isHandedOn: false }];
      if (this.#changed.has(variable) || this.#changed.has(`${variable}.${name}`)) return [];
      return [{ ...use, isHandedOn: handedOn.has(variable) }];
    });
  }

  get #names(): NamesOfScope {
    return this.#enclosing.at(-1) as NamesOfScope;
  }

  #findOwners(node: AnyNode): void {
    switch (node.type) {
      case "VariableDeclarator":
        this.#declare(node.id);
        if (node.init) this.#own(node.id, node.init);
        if (node.init && node.id.type === "Identifier") this.#handedOn.hold(node.id.name, node.init);
        break;
      case "FunctionDeclaration":
      case "ClassDeclaration":
      case "ClassExpression":
        this.#declare(node.id);
        break;
      case "CatchClause":
        this.#declare(node.param);
        break;
      case "ImportSpecifier":
      case "ImportDefaultSpecifier":
        this.#declare(node.local);
        break;
      case "ImportDeclaration":
        this.#ownNamespace(node);
        break;
      case "AssignmentExpression":
        this.#hold(node);
        this.#change(node.left);
        break;
      case "ForInStatement":
      case "ForOfStatement":
        this.#change(node.left);
        break;
      case "UpdateExpression":
        this.#change(node.argument);
        break;
      case "CallExpression":
      case "NewExpression":
        this.#handOn(node);
        break;
    }
    if (!isFunction(node)) {
      for (const child of childrenOf(node)) this.#findOwners(child);
      return;
    }
    const names = new NamesOfScope();
    this.#namesOf.set(node, names);
    this.#inside(names, () => {
      if (node.type === "FunctionExpression") this.#declare(node.id);
      for (const parameter of node.params) this.#declare(parameter);
      for (const child of childrenOf(node)) this.#findOwners(child);
    });
  }

  #findUses(node: AnyNode): void {
    const isOuter = !this.#isPassedOn && isPassedOn(node);
    if (isOuter) this.#isPassedOn = true;
    if (node.type === "CallExpression" && !node.optional) this.#need(node.callee);
    else if (node.type === "NewExpression") this.#need(node.callee);
    else if (node.type === "TaggedTemplateExpression") this.#need(node.tag);
    else if (node.type === "AssignmentExpression" && isModuleExports(node.left))
      this.#exportWhole(node.right);
    else if ((node.type === "ClassDeclaration" || node.type === "ClassExpression") && node.superClass)
      this.#need(node.superClass);
    else if (node.type === "MemberExpression" && !node.optional && node.object.type !== "Super") {
      this.#lookInto(node.object, "look-into");
      this.#read(node);
    }
    const visit = () => {
      for (const child of childrenOf(node)) this.#findUses(child);
    };
    const names = this.#namesOf.get(node);
    if (names) this.#inside(names, visit);
    else visit();
    if (isOuter) this.#isPassedOn = false;
  }

  #inside(names: NamesOfScope, visit: () => void): void {
    this.#enclosing.push(names);
    visit();
    this.#enclosing.pop();
  }

  /** The module that a variable is given where it is declared, and nowhere else. */
  #ownerOf(variable: string): Owner | null {
    const names = this.#enclosing.findLast(({ declared }) => declared.has(variable));
    return names?.declared.get(variable) === 1 ? (names.owners.get(variable) ?? null) : null;
  }

  /** A declaration of names; a pattern may have further ones inside. */
  #declare(pattern: AnyNode | null | undefined): void {
    const { declared } = this.#names;
    for (const { name } of namesIn(pattern)) declared.set(name, (declared.get(name) ?? 0) + 1);
  }

  #change(target: AnyNode): void {
    if (target.type === "MemberExpression") {
      const { object, property, computed } = target;
      if (object.type !== "Identifier") return;
      this.#changed.add(
        computed || property.type !== "Identifier" ? object.name : `${object.name}.${property.name}`,
      );
    } else if (target.type !== "VariableDeclaration") {
      for (const { name } of namesIn(target)) this.#changed.add(name);
    }
  }

  #own(id: AnyNode, init: AnyNode): void {
    const found = this.#requestIn(init) ?? this.#wrapped(init);
    if (!found) return;
    if (id.type === "Identifier") {
      this.#names.owners.set(id.name, { request: found.request, member: found.member });
    } else if (id.type === "ObjectPattern" && found.member === null) {
      for (const property of id.properties) {
        if (property.type !== "Property" || property.computed || property.value.type !== "Identifier")
          continue;
        const member = nameOf(property.key);
        if (member !== null) this.#names.owners.set(property.value.name, { request: found.request, member });
      }
    }
  }

  /** `var _part2 = _interopRequireDefault(_part);`, as older compilers write it. */
  #wrapped(init: AnyNode): Owner | null {
    if (init.type !== "CallExpression" || !this.#isWrapper(init.callee)) return null;
    const [argument] = init.arguments;
    return argument?.type === "Identifier" ? this.#ownerOf(argument.name) : null;
  }

  #isWrapper(callee: AnyNode): boolean {
    return isWrapper(callee) || (callee.type === "Identifier" && this.#wrappers.has(callee.name));
  }

  #ownNamespace(node: Extract<AnyNode, { type: "ImportDeclaration" }>): void {
    const request = this.#requests.get(node.source.start);
    for (const specifier of node.specifiers) {
      if (specifier.type !== "ImportNamespaceSpecifier") continue;
      this.#declare(specifier.local);
      if (request) this.#names.owners.set(specifier.local.name, { request, member: null });
    }
  }

  /** `require("./x")`, `require("./x").member`, and what compilers put around a request. */
  #requestIn(node: AnyNode): Owner | null {
    if (node.type === "MemberExpression" && node.object.type !== "Super") {
      const inner = this.#requestIn(node.object);
      const member = node.computed ? null : nameOf(node.property);
      return inner?.member === null && member !== null ? { request: inner.request, member } : null;
    }
    if (node.type !== "CallExpression") return null;
    const [argument] = node.arguments;
    if (argument?.type === "CallExpression")
      return this.#isWrapper(node.callee) ? this.#requestIn(argument) : null;
    const request = argument?.type === "Literal" ? this.#requests.get(argument.start) : undefined;
    return request && node.callee.type === "Identifier" ? { request, member: null } : null;
  }

  /** `extend(x, …)`, `Object.assign(x, …)`: whoever is given the module may add to it. */
  #handOn(call: Extract<AnyNode, { type: "CallExpression" | "NewExpression" }>): void {
    const [first] = call.arguments;
    if (call.type === "CallExpression" && first?.type === "Identifier") this.#changed.add(first.name);
    this.#handedOn.give(call);
  }

  /** `parts = { core }`, `parts.core = core`. */
  #hold({ left, right }: Extract<AnyNode, { type: "AssignmentExpression" }>): void {
    const owner = left.type === "MemberExpression" ? left.object : left;
    if (owner.type === "Identifier") this.#handedOn.hold(owner.name, right);
  }

  /** The value is called or extended, so it has to be a function or class. */
  #need(callee: AnyNode): void {
    const value = callee.type === "SequenceExpression" ? callee.expressions.at(-1) : callee;
    if (value === undefined) return;
    if (value.type === "Identifier") {
      const owner = this.#ownerOf(value.name);
      if (owner) this.#add(owner.request, owner.member, value, value.name);
      return;
    }
    const whole = this.#requestIn(value);
    if (whole) {
      const used = whole.member !== null && value.type === "MemberExpression" ? value.property : value;
      if (whole.member === null || !ofEveryObject.has(whole.member))
        this.#add(whole.request, whole.member, used, "");
      return;
    }
    if (value.type === "MemberExpression") this.#lookInto(value, "need");
  }

  /** `module.exports = x`: what is all that a script gives is meant to be something. */
  #exportWhole(value: AnyNode): void {
    if (value.type === "AssignmentExpression") {
      this.#exportWhole(value.right);
      return;
    }
    const owner = value.type === "Identifier" ? this.#ownerOf(value.name) : this.#requestIn(value);
    const variable = value.type === "Identifier" ? value.name : "";
    if (owner?.member === null) this.#add(owner.request, null, value, variable, "read");
  }

  /** A variable that a compiler named is a module, and so is a namespace; types leave no trace in code. */
  #read({ object, property, computed }: Extract<AnyNode, { type: "MemberExpression" }>): void {
    if (computed || object.type !== "Identifier") return;
    const owner = this.#ownerOf(object.name);
    const name = nameOf(property);
    if (owner?.member !== null || name === null) return;
    if (owner.request.kind === "import" || isNamedByCompiler(object.name, this.#text))
      this.#add(owner.request, name, property, object.name, this.#wayOf(name));
  }

  /** A default export that an interoperation asks for is no type. */
  #wayOf(name: string): RequiredUse["way"] {
    return this.#isPassedOn && name !== "default" ? "passed-on" : "read";
  }

  /** A member of the value is used, so a member of a module has to be there itself. */
  #lookInto(value: AnyNode, way: RequiredUse["way"]): void {
    if (value.type === "Identifier") {
      const owner = this.#ownerOf(value.name);
      if (owner && owner.member !== null) this.#add(owner.request, owner.member, value, value.name, way);
      return;
    }
    if (value.type !== "MemberExpression" || value.computed || value.optional) return;
    const { object, property } = value;
    const name = nameOf(property);
    if (name === null || ofEveryObject.has(name)) return;
    if (object.type === "Identifier") {
      const owner = this.#ownerOf(object.name);
      if (owner?.member === null) this.#add(owner.request, name, property, object.name, way);
    } else if (object.type === "CallExpression") {
      const owner = this.#requestIn(object);
      if (owner?.member === null) this.#add(owner.request, name, property, "", way);
    }
  }

  #add(
    request: ModuleRequest,
    name: string | null,
    { start, end }: AnyNode,
    variable: string,
    way: RequiredUse["way"] = "need",
  ): void {
    this.#uses.push({ request, name, offset: start, length: end - start, variable, way });
  }
}
