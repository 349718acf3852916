import fc from "fast-check";

/** Few names, so that what is exported, requested and shadowed meets. */
const name = fc.constantFrom("a", "b", "exports", "module", "require", "a");
const key = fc.constantFrom("a", "b", "exports", "resolve", "__esModule", "d");
const equality = fc.constantFrom("===", "!==", "==");
const specifier = fc.constantFrom('"x"', "'./y'", "`x`", '"x" + a', "a", '("x")', '"x\\u0079"', "");

const { expression, statement } = fc.letrec<{ expression: string; statement: string; target: string }>(
  (tie) => {
    const expression = tie("expression");
    const statement = tie("statement");
    const target = tie("target");

    /** Fills the gaps of a template with generated texts. */
    const text = (strings: TemplateStringsArray, ...gaps: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc
        .tuple(...gaps)
        .map((values) => strings.map((string, index) => string + (values[index] ?? "")).join(""));
    const whole = fc.constantFrom("exports", "module.exports", 'module["exports"]', "(exports)", "module");
    const requests = fc.oneof(
      text`require(${specifier})`,
      text`require.resolve(${specifier})`,
      text`__require(${specifier})`,
      text`require(${specifier}, ${expression})`,
      text`require?.(${specifier})`,
      text`new require(${specifier})`,
      text`(0, require)(${specifier})`,
      text`require(${specifier}).${key}`,
      text`__toESM(require(${specifier}), 1)`,
      text`__importStar(require(${specifier}))`,
      text`a.__importStar(require(${specifier}))`,
      text`require("x")(${expression})`,
      text`import(${specifier})`,
      text`import(${specifier}).then(({ ${key}: a }) => ${expression})`,
      text`import(${specifier}).then((a) => a.${key})`,
      text`(await import(${specifier})).${key}`,
    );
    const functions = fc.oneof(
      text`function () { return ${expression}; }`,
      text`function (${name}) { ${statement} }`,
      text`(${name}) => ${expression}`,
      text`(${name} = ${expression}) => { ${statement} }`,
      text`class { static a = ${expression}; b = ${expression}; m() { ${statement} } }`,
      text`async function ${name}() { ${statement} }`,
      text`async (${name}) => { const { a, ${key}: b } = await import(${specifier}); ${statement} }`,
      text`function (module, exports, require) { ${statement} ${statement} }`,
    );
    const targets = fc.oneof(
      name,
      text`${whole}`,
      text`${whole}.${key}`,
      text`${whole}["a"]`,
      text`${whole}[${expression}]`,
      text`a.${key}`,
      text`exports.a.${key}`,
      text`(exports.${key})`,
      text`[${target}]`,
      text`{ a: ${target} }`,
      text`this.${key}`,
    );
    const definition = fc.oneof(
      text`{ enumerable: true, get: function () { return ${expression}; } }`,
      text`{ value: ${expression} }`,
      text`{ get() { ${statement} } }`,
      expression,
    );
    const calls = fc.oneof(
      text`Object.defineProperty(${whole}, "${key}", ${definition})`,
      text`Object.defineProperty(${whole}, ${expression}, ${definition})`,
      text`Object.defineProperty(${whole}, Symbol.toStringTag, ${definition})`,
      text`Object["defineProperty"](${whole}, "a", ${definition}, ${expression})`,
      text`d(${whole}, "${key}", ${definition})`,
      text`d(${whole}, "${key}")`,
      text`Object.assign(${whole}, ${expression}, ...a)`,
      text`Object.keys(${name}).forEach(function (key) { ${statement} exports[key] = a[key]; })`,
      text`Object.keys(${expression}).forEach((key) => ${expression})`,
      text`__exportStar(require(${specifier}), ${whole})`,
      text`a.__exportStar(require(${specifier}), ${whole})`,
      text`__export(require(${specifier}))`,
      text`__export(${name}, { a: () => ${name}, b: () => b.${key} })`,
      text`__export(${name}, ${name})`,
      text`__reExport(${name}, require(${specifier}), module.exports)`,
      text`a(${whole}, ${expression})`,
      text`a(${expression}, ${whole})`,
      text`a(...${whole})`,
      text`(${functions})(${whole}, ${expression})`,
      text`(${functions}).call(${whole}, ${functions})`,
      text`(${functions}).apply(this, ${expression})`,
      text`!${functions}(${expression})`,
      text`a.hasOwnProperty.call(${whole}, ${expression})`,
      text`page.evaluate(${functions})`,
      text`a.evaluate(${expression}, ${functions})`,
      text`__toCommonJS(${name})`,
    );
    const chains = fc.oneof(
      text`${target} = ${expression}`,
      text`${target} = ${target} = ${expression}`,
      text`${target} = ${target} = ${target} = void 0`,
      text`${target} += ${expression}`,
      text`${target} ||= ${expression}`,
      text`${target} = ${target} += ${expression}`,
      text`${target} = (${target} = ${expression})`,
      text`${target} = { a, b: ${expression}, "c": 1, ...require(${specifier}), ...a }`,
      text`${target} = ${functions}`,
      text`${target}++`,
      text`delete ${target}`,
    );
    const expressions = fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      name,
      fc.constantFrom("1", '"a"', "this", "void 0", "undefined", "{}", "0", "({})"),
      whole,
      text`${whole}.${key}`,
      text`${whole}?.${key}`,
      text`this.${key}`,
      requests,
      calls,
      text`(${chains})`,
      text`(${functions})`,
      text`typeof ${whole}`,
      text`typeof ${name} === "object"`,
      text`(${expression} && ${expression})`,
      text`(${expression} || ${expression})`,
      text`(${expression} ? ${expression} : ${expression})`,
      text`(${expression} ? ${expression} : ${expression} ? ${expression} : ${expression})`,
      text`(${expression} === ${expression})`,
      text`("a" ${equality} "b" ? ${expression} : ${expression})`,
      text`("a" ${equality} 'a' && ${expression})`,
      text`("a" ${equality} "b" || ${expression})`,
      text`a.${key}`,
      text`(${expression} + ${expression} in ${expression})`,
      text`("a" in ${fc.constantFrom("window", "a", "globalThis")})`,
      text`("b" in window === ${expression})`,
      text`(${expression}, ${expression})`,
      text`!${expression}`,
      text`\`\${${expression}}\``,
      text`[${expression}, ...${expression}]`,
      text`{ ${name}, p: ${expression}, [${expression}]: ${expression} }`,
      text`new ${name}(${expression})`,
      text`new (${expression})`,
      text`a["toString"](${expression})`,
      text`a.toString()`,
    );
    const statements = fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      text`${chains};`,
      text`${calls};`,
      text`${requests};`,
      text`;${expression};`,
      text`var ${name} = ${expression};`,
      text`const ${name} = exports.${key} = ${expression};`,
      text`var { a, b: ${name} } = ${requests};`,
      text`var a = ${requests}, b = ${expression};`,
      text`var a = ${functions};`,
      text`function ${name}(${name}) { ${statement} }`,
      text`class a extends ${name} { static b = ${expression}; }`,
      text`if (${expression}) { ${statement} } else if (${expression}) { ${statement} } else ${statement}`,
      text`if (${expression}) ${statement}`,
      text`if ("a" ${equality} "b") { ${statement} } else ${statement}`,
      text`let ${name} = globalThis; ${statement}`,
      text`try { ${statement} } catch (e) { ${statement} }`,
      text`try { ${statement} } finally { ${statement} }`,
      text`for (var ${name} in ${name}) { exports[a] = ${expression}; ${statement} }`,
      text`for (var ${name} = ${expression}; ; ) ${statement}`,
      text`for (${target} of ${expression}) ${statement}`,
      text`while (${expression}) ${statement}`,
      text`switch (${expression}) { case ${expression}: ${statement} default: ${statement} }`,
      text`{ ${statement} ${statement} }`,
      text`return ${expression};`,
      text`0 && (module.exports = { a, b });`,
      text`(function (${name}, a) { ${statement} ${statement} })(a || (exports.a = a = {}));`,
      text`(function (exports) { ${statement} exports.a = b; })(this.a = this.a || {});`,
      text`(function (root, factory) { if (typeof exports === "object" && typeof module !== "undefined") module.exports = factory(${requests}); else if (typeof define === "function" && define.amd) define(["exports"], factory); else factory(root.a = {}); })(this, ${functions});`,
      text`var a = (this && this.a) || ${functions};`,
      text`/* a */ ${statement} // b`,
    );
    return { expression: expressions, target: targets, statement: statements };
  },
);

/** Statements of a CommonJS module that export, request and ask, in ways that are common and in ways that are not. */
export const commonjsStatements = fc.array(fc.oneof(statement, statement, expression), {
  minLength: 1,
  maxLength: 5,
});
